import WebSocketEngine

/// A connection as the table shows it.
struct SlotEntry: Sendable {
    var row: SlotRow
    /// When it was seen to be closed; nil while it lives.
    var endedAt: Instant?
    private(set) var traffic = Traffic()
    private(set) var keepAlive = KeepAlive()
    /// When a message was last seen to have come or gone; at first, when it was accepted.
    private(set) var lastMessageAt = Instant.zero

    init(row: SlotRow, endedAt: Instant? = nil) {
        self.row = row
        self.endedAt = endedAt
        lastMessageAt = row.openedAt
    }

    /// Of one that is older than that, what it said before it was seen belongs to no second.
    private static let newness: UInt64 = 2_000_000_000

    init(first row: SlotRow, now: Instant) {
        self.init(row: row)
        keepAlive.note(row, after: nil, now: now)
        let messages = row.receivedMessages &+ row.sentMessages
        if messages > 0 { lastMessageAt = now }
        if now.since(row.openedAt) <= SlotEntry.newness {
            traffic.add(messages, at: now)
        }
    }

    /// Takes in what the same connection is now.
    mutating func become(_ next: SlotRow, now: Instant) {
        let before = row.receivedMessages &+ row.sentMessages
        let after = next.receivedMessages &+ next.sentMessages
        traffic.add(after > before ? after - before : 0, at: now)
        if after > before { lastMessageAt = now }
        keepAlive.note(next, after: row, now: now)
        row = next
    }
}

/// What a CLOSED event told about the end of a connection.
struct Ending: Sendable {
    var facts: CloseFacts
    var reason: SlotRow.Reason
    var at: Instant
}

extension SlotRow {
    mutating func end(by ending: Ending) {
        closing = ending.facts
        if !ending.reason.isEmpty { reason = ending.reason }
    }
}
