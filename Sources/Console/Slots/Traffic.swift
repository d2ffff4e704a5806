import WebSocketEngine

/// Messages of one connection in each of the last seconds, both ways together.
///
/// A few words that a change of its row writes in place, so that any number of connections has one.
struct Traffic: Sendable {
    /// Seconds kept, the present one included.
    static let span: UInt32 = 16

    private var cells = SIMD16<UInt16>()
    /// The newest second that has a cell.
    private var second: UInt32 = 0

    mutating func add(_ messages: UInt64, at now: Instant) {
        let present = Traffic.second(of: now)
        if present > second { advance(to: present) }
        guard messages > 0, second - present < Traffic.span else { return }
        let index = Int(present % Traffic.span)
        cells[index] = UInt16(clamping: messages &+ UInt64(cells[index]))
    }

    /// How many there were in the whole second that lies so many seconds back.
    func messages(secondsAgo: UInt32, at now: Instant) -> UInt16 {
        let present = Traffic.second(of: now)
        guard present >= secondsAgo else { return 0 }
        let wanted = present - secondsAgo
        guard wanted <= second, second - wanted < Traffic.span else { return 0 }
        return cells[Int(wanted % Traffic.span)]
    }

    /// How many there were in the whole seconds that are kept.
    func sum(at now: Instant) -> UInt64 {
        (1..<Traffic.span).reduce(0) { $0 + UInt64(messages(secondsAgo: $1, at: now)) }
    }

    private mutating func advance(to present: UInt32) {
        if present - second >= Traffic.span {
            cells = SIMD16()
        } else {
            for passed in (second + 1)...present { cells[Int(passed % Traffic.span)] = 0 }
        }
        second = present
    }

    private static func second(of instant: Instant) -> UInt32 {
        UInt32(truncatingIfNeeded: instant.nanoseconds / 1_000_000_000)
    }
}
