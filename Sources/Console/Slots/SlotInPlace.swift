import WebSocketEngine

/// A row of the table read where it lies. It is half a kilobyte: to look at one field of each of a
/// hundred thousand, none of them may be copied. Valid inside the call that it is handed to.
struct SlotInPlace {
    private let entry: UnsafePointer<SlotEntry>

    init(_ entry: UnsafePointer<SlotEntry>) { self.entry = entry }

    var row: SlotRow { _read { yield entry.pointee.row } }
    var id: ConnectionID { entry.pointee.row.id }
    var endedAt: Instant? { entry.pointee.endedAt }
    var lastMessageAt: Instant { entry.pointee.lastMessageAt }

    func recentMessages(at now: Instant) -> UInt64 { entry.pointee.traffic.sum(at: now) }
}

extension SlotEntry {
    func inPlace<Result>(_ body: (SlotInPlace) -> Result) -> Result {
        withUnsafePointer(to: self) { body(SlotInPlace($0)) }
    }
}
