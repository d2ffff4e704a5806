import WebSocketEngine

/// Decides when the console asks for news and when it paints: soon, but not too often.
struct Pacer: Sendable {
    /// Between two requests for news: 30 screens a second are as many as an eye follows.
    static let frame: UInt64 = 33_333_333

    /// Of a core, the screen and its news get the twentieth part where something happens all the
    /// time: the rest is for the engine, which may have no core of its own …
    static let share: UInt64 = 20
    /// … but a screen comes ten times a second, however long it takes.
    static let longestFrame: UInt64 = 100_000_000

    private var wantsNews = true
    private var spent: UInt64 = 0
    private var requestedAt: Instant?
    private var lastBeat: UInt64?

    /// Whether the bell tells anything new; while news is wanted anyway it only wakes in vain.
    var listensToBell: Bool { !wantsNews }

    mutating func bellRang() { wantsNews = true }

    /// How long the news that came last and their screen took.
    mutating func took(_ nanoseconds: UInt64) { spent = nanoseconds }

    /// Whether to ask for news now; asked once for each time it is wanted.
    mutating func takesRequest(at now: Instant) -> Bool {
        guard wantsNews, untilRequest(now) == 0 else { return false }
        wantsNews = false
        requestedAt = now
        return true
    }

    /// Whether a new second has begun on the wall since the last time: the clock and the bars of
    /// the deadlines move.
    ///
    /// - Parameter isHurried: a tenth of a second is enough; something is done in time.
    mutating func takesBeat(at reading: ClockReading, isHurried: Bool = false) -> Bool {
        let beat = Self.wallNanoseconds(reading) / Self.tenth
        guard let last = lastBeat, isHurried ? beat == last : beat / 10 == last / 10 else {
            lastBeat = beat
            return true
        }
        return false
    }

    /// Milliseconds to wait, rounded up so that what is due then is due.
    func timeout(at reading: ClockReading, isHurried: Bool = false) -> Int32 {
        let span = isHurried ? Self.tenth : Self.second
        let untilBeat = span - Self.wallNanoseconds(reading) % span
        let wait = wantsNews ? min(untilBeat, untilRequest(reading.now)) : untilBeat
        return Int32(clamping: (wait + 999_999) / 1_000_000)
    }

    private static let second: UInt64 = 1_000_000_000
    private static let tenth = second / 10

    private func untilRequest(_ now: Instant) -> UInt64 {
        guard let requestedAt else { return 0 }
        let passed = now.since(requestedAt)
        let frame = max(Self.frame, min(Self.longestFrame, Self.share &* min(spent, Self.frame)))
        return passed >= frame ? 0 : frame - passed
    }

    private static func wallNanoseconds(_ reading: ClockReading) -> UInt64 {
        UInt64(bitPattern: max(0, reading.wall.nanosecondsAtZero)) &+ reading.now.nanoseconds
    }
}
