import WebSocketEngine

/// Pings sent to one connection and pongs received from it in the last minute, a bit each second.
///
/// It is read off the rows that the engine tells, which no burst of frames pushes out of a ring.
struct KeepAlive: Sendable {
    /// What a stretch of the line shows.
    enum Mark: Equatable, Sendable {
        /// The connection was not there yet.
        case absent
        case quiet
        case ping
        case pong
        /// A ping and a pong.
        case answered
        /// A ping that had no pong when the next one was sent.
        case missed
    }

    /// Seconds that the line is long.
    static let span: UInt64 = 60

    /// The lowest bit is the newest second.
    private var pings: UInt64 = 0
    private var pongs: UInt64 = 0
    private var missed: UInt64 = 0
    private var second: UInt64 = 0

    /// Takes in a row as it is now, beside what it was before.
    mutating func note(_ row: SlotRow, after before: SlotRow?, now: Instant) {
        advance(to: now)
        if row.lastPingAt != before?.lastPingAt ?? .zero { set(\.pings, at: row.lastPingAt) }
        if row.lastPongAt != before?.lastPongAt ?? .zero { set(\.pongs, at: row.lastPongAt) }
        if row.missedPongs > before?.missedPongs ?? 0 { set(\.missed, at: row.lastPingAt) }
    }

    /// The last minute in so many stretches, the newest last.
    func marks(_ count: Int, since opened: Instant, at now: Instant) -> [Mark] {
        guard count > 0 else { return [] }
        let present = KeepAlive.second(of: now)
        let age = present - min(present, KeepAlive.second(of: opened))
        return (0..<count).map { index in
            let newest = KeepAlive.span * UInt64(count - 1 - index) / UInt64(count)
            let end = max(newest + 1, KeepAlive.span * UInt64(count - index) / UInt64(count))
            return newest > age ? .absent : mark(newest..<end, at: present)
        }
    }

    private func mark(_ ago: Range<UInt64>, at present: UInt64) -> Mark {
        // Seconds that have passed since the bits were moved the last time.
        let late = present - min(present, second)
        guard ago.upperBound > late else { return .quiet }
        let low = ago.lowerBound > late ? ago.lowerBound - late : 0
        let bits = (UInt64(1) << (ago.upperBound - late)) &- (UInt64(1) << low)
        if missed & bits != 0 { return .missed }
        switch (pings & bits != 0, pongs & bits != 0) {
        case (true, true): return .answered
        case (true, false): return .ping
        case (false, true): return .pong
        case (false, false): return .quiet
        }
    }

    private mutating func advance(to now: Instant) {
        let present = KeepAlive.second(of: now)
        guard present > second else { return }
        let passed = present - second
        second = present
        pings = pings << passed
        pongs = pongs << passed
        missed = missed << passed
    }

    private mutating func set(_ bits: WritableKeyPath<KeepAlive, UInt64>, at instant: Instant) {
        let ago = second - min(second, KeepAlive.second(of: instant))
        guard instant != .zero, ago < 64 else { return }
        self[keyPath: bits] |= 1 << ago
    }

    private static func second(of instant: Instant) -> UInt64 {
        instant.nanoseconds / 1_000_000_000
    }
}
