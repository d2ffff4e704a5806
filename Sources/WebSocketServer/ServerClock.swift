import CEpoll
import Glibc
public import WebSocketEngine

/// The engine's clock, and how its instants pair with the time of day.
///
/// Monotonic, so that a step of the wall clock moves no deadline. The pairing is made once: an
/// instant keeps its place when the wall clock is set later.
public struct ServerClock: Sendable {
    private let origin: UInt64
    private let wallOrigin: Int64

    /// Starts now.
    public init() {
        origin = Self.read(CLOCK_MONOTONIC)
        wallOrigin = Int64(clamping: Self.read(CLOCK_REALTIME))
    }

    /// Nanoseconds since the start, and at least 1: `.zero` means "not yet" in a slot's row.
    public func now() -> Instant {
        Instant(nanoseconds: max(1, Self.read(CLOCK_MONOTONIC) &- origin))
    }

    /// Nanoseconds since 1970-01-01 UTC.
    public func wallNanoseconds(of instant: Instant) -> Int64 {
        let (sum, overflow) = wallOrigin.addingReportingOverflow(
            Int64(clamping: instant.nanoseconds))
        return overflow ? .max : sum
    }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
            &+ UInt64(truncatingIfNeeded: time.tv_nsec)
    }
}
