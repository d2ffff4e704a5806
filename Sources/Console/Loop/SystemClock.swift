import Glibc
import WebSocketEngine

/// The one place of the console that reads the clock on the wall.
enum SystemClock {
    /// - Parameter now: the engine's instant at this moment.
    static func read(at now: Instant) -> ClockReading {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var local = tm()
        localtime_r(&time.tv_sec, &local)
        let wall = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
        return ClockReading(
            now: now,
            wall: WallClock(
                nanosecondsAtZero: wall &- Int64(truncatingIfNeeded: now.nanoseconds),
                secondsFromUTC: local.tm_gmtoff))
    }
}
