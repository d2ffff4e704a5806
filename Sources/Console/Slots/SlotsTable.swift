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

    private var live = SlotStore()
    private(set) var liveCount = 0
    private var tombstones = Queue<SlotEntry>()
    /// Ends that were told before the rows that they end, the newest last.
    private var earlyEndings = Queue<(id: ConnectionID, ending: Ending)>()
    private var ranking = SlotRanking()
    /// Identities in the order of the screen.
    private(set) var order: [ConnectionID] = []
    /// One more than the highest slot seen.
    private var slotCount = 0
    /// Whether rows came or went, which shows at once.
    private var isMoved = false
    private var isResorted = false
    private var isRefiltered = false
    private var arrangedAt = Instant.zero
    /// Up to which slot, and when, it was looked at last what the clock has changed.
    private var lookedUpTo = 0
    private var lookedAt = Instant.zero

    var sort = SortOrder() { didSet { isResorted = isResorted || sort != oldValue } }
    var filter: Filter? { didSet { isRefiltered = isRefiltered || filter != oldValue } }

    var count: Int { liveCount + tombstones.count }
    var hiddenCount: Int { max(0, count - order.count) }

    /// Decimal digits of the highest slot seen.
    var slotDigits: Int { String(max(0, slotCount - 1)).count }

    subscript(id: ConnectionID) -> SlotEntry? {
        if isLive(id) { return live[Int(id.slot)] }
        return tombstones.last { $0.row.id == id }
    }

    /// Who holds a slot now.
    func holder(of slot: UInt32) -> ConnectionID? { live.id(of: Int(slot)) }

    /// Every connection that is there, by slot.
    var liveIDs: [ConnectionID] { (0..<slotCount).compactMap(live.id) }

    /// Those that are there and the tombstones.
    var everybody: [SlotEntry] { liveIDs.compactMap { live[Int($0.slot)] } + tombstones }

    func isLive(_ id: ConnectionID) -> Bool { holder(of: id.slot) == id }

    func index(of id: ConnectionID) -> Int? { order.firstIndex(of: id) }

    /// Takes in rows as they are now.
    ///
    /// - Parameter endings: how connections ended since the last time. An end and its row may come
    ///   in either order, and not at the same time: the ring of events, or what is read of a
    ///   capture at once, can end between the two.
    /// - Returns: those that were there before and are no longer.
    @discardableResult
    mutating func apply(
        _ rows: [SlotRow], endings: [ConnectionID: Ending], now: Instant
    ) -> [ConnectionID] {
        var ended: [ConnectionID] = []
        for row in rows where row.id.slot < SlotsTable.slotLimit {
            let slot = Int(row.id.slot)
            slotCount = max(slotCount, slot + 1)
            let held = live.id(of: slot)
            if let held, held != row.id, let entry = live[slot] {
                bury(entry.row, endings[held] ?? earlyEnding(of: held), now: now)
                ended.append(held)
            }
            if row.state != .closed {
                settle(row, slot: slot, now: now)
            } else if live.id(of: slot) != nil || row.closing != nil {
                bury(row, endings[row.id] ?? earlyEnding(of: row.id), now: now)
                if held == row.id { ended.append(row.id) }
            }
        }
        for (id, ending) in endings { complete(id, ending) }
        return ended
    }

    private func earlyEnding(of id: ConnectionID) -> Ending? {
        earlyEndings.last { $0.id == id }?.ending
    }

    /// Tells a tombstone how it ended, or keeps that until there is one.
    private mutating func complete(_ id: ConnectionID, _ ending: Ending) {
        if let index = tombstones.lastIndex(where: { $0.row.id == id }) {
            tombstones[index].row.end(by: ending)
        } else {
            earlyEndings.append((id, ending))
            if earlyEndings.count > SlotsTable.tombstonesKept { earlyEndings.drop(1) }
        }
    }

    /// Removes tombstones that have stood long enough.
    mutating func expire(now: Instant) {
        let expired = tombstones.prefix {
            now.since($0.endedAt ?? now) >= SlotsTable.tombstoneLife
        }.count
        guard expired > 0 else { return }
        tombstones.drop(expired)
        isMoved = true
    }

    /// Brings `order` up to date; nothing to do when neither rows nor sorting changed.
    ///
    /// A long table whose rows are the same and only their values, or the clock, moved is arranged
    /// anew once a second: more often would cost the screen its time and the eye its place.
    mutating func arrange(now: Instant) {
        let plan = SlotRanking.Plan(sort: sort, filter: filter, now: now)
        lookAtClock(plan)
        let isDue = count <= SlotsTable.shortTable || now.since(arrangedAt) >= 1_000_000_000
        guard isMoved || isResorted || isRefiltered || (ranking.hasTouched && isDue) else {
            return
        }
        if isResorted { ranking.sortAll(live, plan) }
        if isRefiltered { ranking.filterAll(live, plan) }
        ranking.repair(live, plan)
        isMoved = false
        isResorted = false
        isRefiltered = false
        arrangedAt = now
        order = ranking.order(with: Array(tombstones), plan)
    }

    /// Finds rows that the clock has moved or hidden: each once a second, a share of a long table
    /// at a time.
    private mutating func lookAtClock(_ plan: SlotRanking.Plan) {
        guard plan.now > lookedAt,
            plan.sort.column.looksAtClock || plan.filter?.looksAtClock == true
        else { return }
        let passed = min(plan.now.since(lookedAt), 1_000_000_000)
        lookedAt = plan.now
        let isShort = slotCount <= SlotsTable.shortTable
        let share = isShort ? slotCount : Int(UInt64(slotCount) * passed / 1_000_000_000) + 1
        let start = lookedUpTo < slotCount && !isShort ? lookedUpTo : 0
        let end = min(slotCount, start + share)
        lookedUpTo = end
        var moved: [Int] = []
        live.forEach(in: start..<end) { slot, entry in
            if !ranking.agrees(slot, entry, plan) { moved.append(slot) }
        }
        for slot in moved { ranking.touch(slot) }
    }

    private mutating func settle(_ row: SlotRow, slot: Int, now: Instant) {
        if live.id(of: slot) == row.id {
            if sort.column != .slot || filter != nil { ranking.touch(slot) }
            live.update(slot, row, now: now)
            return
        }
        if live.id(of: slot) == nil { liveCount += 1 }
        isMoved = true
        ranking.touch(slot)
        live[slot] = SlotEntry(first: row, now: now)
    }

    private mutating func bury(_ row: SlotRow, _ ending: Ending?, now: Instant) {
        let slot = Int(row.id.slot)
        if live.id(of: slot) == row.id {
            live[slot] = nil
            liveCount -= 1
            ranking.touch(slot)
        }
        isMoved = true
        // A closed slot may be told of again; its tombstone stands already.
        if tombstones.contains(where: { $0.row.id == row.id }) { return }
        var row = row
        row.state = .closed
        row.deadline = nil
        if let ending { row.end(by: ending) }
        tombstones.append(SlotEntry(row: row, endedAt: ending?.at ?? now))
        if tombstones.count > SlotsTable.tombstonesKept { tombstones.drop(1) }
    }
}
