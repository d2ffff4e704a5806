import WebSocketEngine

/// The living rows in order, hidden ones among them, kept so by moving only those that changed.
///
/// A sort of a hundred thousand rows takes longer than a screen may; a thousand that changed are
/// sorted in themselves and put where they belong.
struct SlotRanking: Sendable {
    /// By slot.
    private var ranks: [SlotRank?] = []
    private var isHidden: [Bool] = []
    private var isTouched: [Bool] = []
    /// Slots whose rows changed since they were put where they stand.
    private var touched: [UInt32] = []
    /// Slots from the first row to the last.
    private var slots: [UInt32] = []

    var hasTouched: Bool { !touched.isEmpty }

    /// Notes that the row of a slot has changed, come or gone.
    mutating func touch(_ slot: Int) {
        while isTouched.count <= slot {
            isTouched.append(false)
            isHidden.append(false)
            ranks.append(nil)
        }
        guard !isTouched[slot] else { return }
        isTouched[slot] = true
        touched.append(UInt32(slot))
    }

    /// Whether a row is where it was put, and as visible.
    func agrees(_ slot: Int, _ entry: SlotInPlace, _ plan: Plan) -> Bool {
        guard !isTouched[slot] else { return true }
        if let filter = plan.filter, filter.looksAtClock,
            filter.shows(entry, at: plan.now) == isHidden[slot]
        {
            return false
        }
        guard plan.sort.column.looksAtClock else { return true }
        return ranks[slot]?.key == plan.sort.column.sortKey(of: entry, at: plan.now)
    }

    /// How rows are sorted and which are shown, as of now.
    struct Plan {
        var sort: SortOrder
        var filter: Filter?
        var now: Instant

        func hides(_ row: some FilterRow) -> Bool { !(filter?.shows(row, at: now) ?? true) }
    }

    /// Sorts all of them.
    mutating func sortAll(_ store: SlotStore, _ plan: Plan) {
        repair(store, plan)
        var sorter = SlotSorter(capacity: slots.count)
        store.forEach { slot, entry in
            let rank = SlotRank(entry, plan.sort.column, at: plan.now)
            ranks[slot] = rank
            sorter.add(rank)
        }
        slots = sorter.sorted(inverted: plan.sort.isInverted)
    }

    /// Decides anew of all whether they are shown.
    mutating func filterAll(_ store: SlotStore, _ plan: Plan) {
        store.forEach { slot, entry in isHidden[slot] = plan.hides(entry) }
    }

    /// Puts those that changed where they belong now.
    mutating func repair(_ store: SlotStore, _ plan: Plan) {
        guard !touched.isEmpty else { return }
        slots.removeAll { isTouched[Int($0)] }
        var moved: [SlotRank] = []
        for slot in touched {
            isTouched[Int(slot)] = false
            ranks[Int(slot)] = nil
            guard let entry = store[Int(slot)] else { continue }
            let rank = SlotRank(entry, plan.sort.column, at: plan.now)
            ranks[Int(slot)] = rank
            isHidden[Int(slot)] = plan.hides(entry)
            moved.append(rank)
        }
        touched.removeAll(keepingCapacity: true)
        let inverted = plan.sort.isInverted
        moved.sort { $0.precedes($1, inverted: inverted) }
        slots = merged(moved, into: slots, inverted: inverted) { $0.id.slot }
    }

    /// The identities of the rows that are shown, and among them those of tombstones.
    func order(with tombstones: [SlotEntry], _ plan: Plan) -> [ConnectionID] {
        var shown: [UInt32] = slots
        if plan.filter != nil { shown.removeAll { isHidden[Int($0)] } }
        let inverted = plan.sort.isInverted
        let dead = tombstones.filter { !plan.hides($0) }
            .map { SlotRank($0, plan.sort.column, at: plan.now) }
            .sorted { $0.precedes($1, inverted: inverted) }
        return merged(dead, into: shown, inverted: inverted) {
            $0.id
        } living: {
            ranks[Int($0)]?.id ?? ConnectionID(slot: $0, generation: 0)
        }
    }

    private func merged(
        _ few: [SlotRank], into many: [UInt32], inverted: Bool, _ made: (SlotRank) -> UInt32
    ) -> [UInt32] {
        merged(few, into: many, inverted: inverted, made, living: { $0 })
    }

    /// A few ranks among many slots, both in order already.
    private func merged<Item>(
        _ few: [SlotRank], into many: [UInt32], inverted: Bool, _ made: (SlotRank) -> Item,
        living: (UInt32) -> Item
    ) -> [Item] {
        var result: [Item] = []
        result.reserveCapacity(few.count + many.count)
        var place = 0
        for rank in few {
            let end = many[place...].partitionPoint { slot in
                ranks[Int(slot)].map { rank.precedes($0, inverted: inverted) } ?? false
            }
            for slot in many[place..<end] { result.append(living(slot)) }
            place = end
            result.append(made(rank))
        }
        for slot in many[place...] { result.append(living(slot)) }
        return result
    }
}
