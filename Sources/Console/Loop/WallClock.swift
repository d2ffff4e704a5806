public import WebSocketEngine

/// How the engine's instants stand to the clock on the wall.
public struct WallClock: Hashable, Sendable {
    /// Nanoseconds since 1970 in UTC at the engine's instant 0.
    public var nanosecondsAtZero: Int64
    /// East of Greenwich, as local time has it.
    public var secondsFromUTC: Int

    public init(nanosecondsAtZero: Int64, secondsFromUTC: Int) {
        self.nanosecondsAtZero = nanosecondsAtZero
        self.secondsFromUTC = secondsFromUTC
    }

    /// Two readings of both clocks differ by what happened between the two reads, and a process
    /// may be kept waiting there; a clock that was set differs by more.
    static let jitter: UInt64 = 100_000_000

    /// What to go by when the clocks have been read anew: the same as before, unless the clock on
    /// the wall was set or has another offset. A moment that has been shown keeps its time.
    func steadied(_ reading: WallClock) -> WallClock {
        let moved = reading.nanosecondsAtZero.subtractingReportingOverflow(nanosecondsAtZero)
        let isSame = !moved.overflow && moved.partialValue.magnitude <= Self.jitter
        return isSame && reading.secondsFromUTC == secondsFromUTC ? self : reading
    }

    /// `12:04:31.113` in local time.
    public func timeWithMilliseconds(of instant: Instant) -> String {
        let milliseconds = millisecondsOfDay(instant)
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        return Self.time(seconds: milliseconds / 1000) + "." + fraction
    }

    /// `12:04:31` in local time.
    public func time(of instant: Instant) -> String {
        Self.time(seconds: millisecondsOfDay(instant) / 1000)
    }

    private func millisecondsOfDay(_ instant: Instant) -> Int {
        let elapsed = Int64(truncatingIfNeeded: instant.nanoseconds)
        let local =
            (nanosecondsAtZero &+ elapsed) / 1_000_000
            &+ Int64(truncatingIfNeeded: secondsFromUTC) &* 1000
        let day: Int64 = 86_400_000
        return Int((local % day + day) % day)
    }

    private static func time(seconds: Int) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

/// Both clocks, read at one moment.
public struct ClockReading: Hashable, Sendable {
    public var now: Instant
    public var wall: WallClock

    public init(now: Instant, wall: WallClock) {
        self.now = now
        self.wall = wall
    }
}
