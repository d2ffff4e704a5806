import WebSocketEngine

/// Where a row stands among the others.
struct SlotRank: Sendable {
    var id: ConnectionID
    /// nil for a row that the sorted column says nothing of.
    var key: UInt128?

    init(_ entry: SlotInPlace, _ column: SlotColumn, at now: Instant) {
        id = entry.id
        key = column.sortKey(of: entry, at: now)
    }

    init(_ entry: SlotEntry, _ column: SlotColumn, at now: Instant) {
        self = entry.inPlace { SlotRank($0, column, at: now) }
    }

    /// By key, then by slot; without a key last, inverted or not.
    func precedes(_ other: SlotRank, inverted: Bool) -> Bool {
        switch (key, other.key) {
        case (nil, nil): id < other.id
        case (nil, _): false
        case (_, nil): true
        case (let mine?, let others?):
            if mine != others {
                (mine < others) != inverted
            } else {
                (id < other.id) != inverted && id != other.id
            }
        }
    }
}
