import WebSocketEngine
import WebSocketWire

/// Connections that are being closed one after another, so that their clients come back one after
/// another too.
struct Drain: Sendable {
    /// As typed: which of them, and still when it is their turn.
    var filter: Filter?
    var wish: CloseWish
    /// Closings a second.
    var rate: Double
    private let ids: [ConnectionID]
    private var next = 0
    private var startedAt = Instant.zero
    private var lastAt = Instant.zero
    /// Closings whose outcome has not come yet.
    private var unanswered: Set<UInt64> = []
    private(set) var reached = 0
    /// Whose slot was free, taken again or closing when their turn came, or that were refused.
    private(set) var gone = 0
    /// That no longer fitted the filter.
    private(set) var unfit = 0

    /// How long outcomes are waited for in the end; a ring that was overrun may have lost them.
    private static let patience: UInt64 = 5_000_000_000

    init(_ ids: [ConnectionID], where filter: Filter?, rate: Double, wish: CloseWish) {
        self.ids = ids
        self.filter = filter
        self.rate = rate
        self.wish = wish
    }

    var count: Int { ids.count }
    /// How many have had their turn.
    var done: Int { next }
    /// Seconds that it takes from its start.
    var seconds: Double { Double(ids.count) / rate }

    mutating func start(at now: Instant) {
        startedAt = now
        lastAt = now
    }

    /// Those whose turn it is now. One that has gone or fits no longer takes no time.
    mutating func takeDue(_ table: SlotsTable, at now: Instant) -> [ConnectionID] {
        let allowed = Double(now.since(startedAt)) / 1e9 * rate + 1
        var due: [ConnectionID] = []
        while next < ids.count {
            let closed = Double(next - gone - unfit)
            guard closed + 1 <= allowed else { break }
            let id = ids[next]
            next += 1
            guard table.isLive(id), let entry = table[id], entry.row.state == .connected else {
                gone += 1
                continue
            }
            guard filter?.shows(entry, at: now) ?? true else {
                unfit += 1
                continue
            }
            due.append(id)
            lastAt = now
        }
        return due
    }

    mutating func await(_ tokens: Range<UInt64>) { unanswered.formUnion(tokens) }

    /// Takes an outcome if it is of one of these closings.
    mutating func take(_ outcome: CommandOutcome) -> Bool {
        guard unanswered.remove(outcome.token) != nil else { return false }
        if outcome.refusal == nil { reached += 1 } else { gone += 1 }
        return true
    }

    func isOver(at now: Instant) -> Bool {
        next == ids.count && (unanswered.isEmpty || now.since(lastAt) >= Drain.patience)
    }

    /// `drained 37 of 40 slots: 2 gone before their turn, 1 no longer fits`
    var summary: String {
        var parts: [String] = []
        if gone > 0 { parts.append("\(gone) gone before their turn") }
        if unfit > 0 { parts.append("\(unfit) no longer fit") }
        if !unanswered.isEmpty { parts.append("\(unanswered.count) without an answer") }
        if next < ids.count { parts.append("\(ids.count - next) left as they were") }
        let head = "drained \(reached) of \(ids.count) slots"
        return parts.isEmpty ? head : head + ": " + parts.joined(separator: ", ")
    }
}
