import WebSocketEngine

/// The connections by slot, and those that ended a while ago as tombstones.
struct SlotsTable: Sendable {
    /// How long a closed connection stays to be read.
    static let tombstoneLife: UInt64 = 30_000_000_000
    /// Tombstones at once; the oldest goes first when connections come and go faster than that.
    static let tombstonesKept = 256
    /// Far more slots than the engine can be set to; a row beyond it is not kept.
    static let slotLimit: UInt32 = 1 << 21

    /// Rows that are sorted in a moment.
    static let shortTable = 2_000

    private var live: [SlotEntry?] = []
    private(set) var liveCount = 0
    private var tombstones = Queue<SlotEntry>()
    /// Identities in the order of the screen.
    private(set) var order: [ConnectionID] = []
    private(set) var isArranged = true
    /// Whether values moved by which the table is sorted or filtered.
    private var isOutdated = false
    private var arrangedAt = Instant.zero

    var sort = SortOrder() { didSet { isArranged = isArranged && sort == oldValue } }
    var filter: Filter? { didSet { isArranged = isArranged && filter == oldValue } }

    var count: Int { liveCount + tombstones.count }
    var hiddenCount: Int { max(0, count - order.count) }

    /// Decimal digits of the highest slot seen.
    var slotDigits: Int { String(max(0, live.count - 1)).count }

    subscript(id: ConnectionID) -> SlotEntry? {
        if let entry = liveEntry(id.slot), entry.row.id == id { return entry }
        return tombstones.last { $0.row.id == id }
    }

    /// Who holds a slot now.
    func holder(of slot: UInt32) -> ConnectionID? { liveEntry(slot)?.row.id }

    /// Every connection that is there, by slot.
    var liveIDs: [ConnectionID] { live.compactMap { $0?.row.id } }

    func isLive(_ id: ConnectionID) -> Bool { holder(of: id.slot) == id }

    func index(of id: ConnectionID) -> Int? { order.firstIndex(of: id) }

    /// Takes in rows as they are now.
    ///
    /// - Parameter endings: how connections ended since the last time, for rows whose slot was
    ///   taken again before their end was seen.
    mutating func apply(_ rows: [SlotRow], endings: [ConnectionID: Ending], now: Instant) {
        for row in rows where row.id.slot < SlotsTable.slotLimit {
            let slot = Int(row.id.slot)
            while live.count <= slot { live.append(nil) }
            if let held = live[slot], held.row.id != row.id {
                bury(held.row, endings[held.row.id], now: now)
            }
            if row.state == .closed {
                if live[slot] != nil || row.closing != nil {
                    bury(row, endings[row.id], now: now)
                }
            } else {
                settle(row, slot: slot, now: now)
            }
        }
    }

    /// Removes tombstones that have stood long enough.
    mutating func expire(now: Instant) {
        let expired = tombstones.prefix {
            now.since($0.endedAt ?? now) >= SlotsTable.tombstoneLife
        }.count
        guard expired > 0 else { return }
        tombstones.drop(expired)
        isArranged = false
    }

    /// Brings `order` up to date; nothing to do when neither rows nor sorting changed.
    ///
    /// A long table whose rows are the same and only their values, or the clock, moved is sorted
    /// anew once a second: more often would cost the screen its time and the eye its place.
    mutating func arrange(now: Instant) {
        if now > arrangedAt, sort.column.looksAtClock || filter?.looksAtClock == true {
            isOutdated = true
        }
        let isDue = count <= SlotsTable.shortTable || now.since(arrangedAt) >= 1_000_000_000
        guard !isArranged || (isOutdated && isDue) else { return }
        isArranged = true
        isOutdated = false
        arrangedAt = now
        order = sortedIDs(now: now)
    }

    private func sortedIDs(now: Instant) -> [ConnectionID] {
        let column = sort.column
        let filter = filter
        var keys: [(key: UInt128, id: ConnectionID)] = []
        var keyless: [ConnectionID] = []
        keys.reserveCapacity(count)
        let add = { (entry: SlotEntry) in
            if let filter, !filter.shows(entry, at: now) { return }
            if let key = column.sortKey(of: entry, at: now) {
                keys.append((key, entry.row.id))
            } else {
                keyless.append(entry.row.id)
            }
        }
        for entry in tombstones { add(entry) }
        guard column == .slot else {
            for case let entry? in live { add(entry) }
            keys.sort { ($0.key, $0.id) < ($1.key, $1.id) }
            let ids = keys.map(\.id)
            return (sort.isInverted ? ids.reversed() : ids) + keyless.sorted()
        }
        // The living stand in order already: only the few tombstones are sorted in.
        let dead = keys.map(\.id).sorted()
        keys.removeAll(keepingCapacity: true)
        for case let entry? in live { add(entry) }
        let ids = SlotsTable.merged(dead, keys.lazy.map(\.id))
        return sort.isInverted ? ids.reversed() : ids
    }

    /// Two ascending lists as one.
    private static func merged(
        _ few: [ConnectionID], _ many: some Collection<ConnectionID>
    ) -> [ConnectionID] {
        var result: [ConnectionID] = []
        result.reserveCapacity(few.count + many.count)
        var next = few.startIndex
        for id in many {
            while next < few.endIndex, few[next] < id {
                result.append(few[next])
                next += 1
            }
            result.append(id)
        }
        return result + few[next...]
    }

    private func liveEntry(_ slot: UInt32) -> SlotEntry? {
        slot < live.count ? live[Int(slot)] : nil
    }

    private mutating func settle(_ row: SlotRow, slot: Int, now: Instant) {
        if let held = live[slot]?.row.id {
            if held != row.id { isArranged = false }
            if sort.column != .slot || filter != nil { isOutdated = true }
            if held == row.id {
                live[slot]?.become(row, now: now)
                return
            }
        } else {
            liveCount += 1
            isArranged = false
        }
        live[slot] = SlotEntry(first: row, now: now)
    }

    private mutating func bury(_ row: SlotRow, _ ending: Ending?, now: Instant) {
        let slot = Int(row.id.slot)
        if live[slot]?.row.id == row.id {
            live[slot] = nil
            liveCount -= 1
        }
        isArranged = false
        // A closed slot may be told of again; its tombstone stands already.
        if tombstones.contains(where: { $0.row.id == row.id }) { return }
        var row = row
        row.state = .closed
        row.deadline = nil
        if let ending {
            row.closing = ending.facts
            if !ending.reason.isEmpty { row.reason = ending.reason }
        }
        tombstones.append(SlotEntry(row: row, endedAt: ending?.at ?? now))
        if tombstones.count > SlotsTable.tombstonesKept { tombstones.drop(1) }
    }
}
