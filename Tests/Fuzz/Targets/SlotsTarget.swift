@testable import WebSocketEngine

extension FuzzTarget {
    /// The tables of slots: who is free, what changed, whose handshake is oldest, who is due.
    static func runSlots(_ choices: inout Choices) {
        var tables = SlotTables(slots: choices.byte() % 150)
        while !choices.rest.isEmpty { tables.step(&choices) }
        tables.deallocate()
    }
}

/// The engine's tables, and what they hold as sets and arrays.
private struct SlotTables {
    private let slots: Int
    private var free: FreeSlots
    private var pending: PendingHandshakes
    private let changed: ChangedSlots
    private let deadlines: Deadlines
    private var freeModel: Set<Int>
    private var pendingModel: [Int] = []
    private var changedModel: Set<Int> = []
    private var dueModel: [Int: UInt64] = [:]

    init(slots: Int) {
        self.slots = slots
        free = FreeSlots(slots: slots)
        pending = PendingHandshakes(slots: slots)
        changed = ChangedSlots(slots: slots)
        deadlines = Deadlines(slots: slots)
        freeModel = Set(0..<slots)
    }

    func deallocate() {
        free.deallocate()
        pending.deallocate()
        changed.deallocate()
        deadlines.deallocate()
    }

    mutating func step(_ choices: inout Choices) {
        let choice = choices.byte()
        let slot = slots == 0 ? 0 : choices.byte() % slots
        guard slots > 0 else { return check(free.take() == nil, "a slot of none") }
        switch choice & 7 {
        case 0: takeFree()
        case 1: giveBack(slot)
        case 2: shake(slot)
        case 3:
            changed.mark(slot)
            changedModel.insert(slot)
        case 4:
            var drained: [Int] = []
            changed.drain { drained.append($0) }
            check(drained == changedModel.sorted(), "other changes")
            changedModel = []
        case 5: setDeadline(slot, choice)
        default: findDue(slot, choices.byte())
        }
        check(free.isEmpty == freeModel.isEmpty, "free or not")
        check(pending.oldest == pendingModel.first && pending.count == pendingModel.count, "oldest")
    }

    private mutating func takeFree() {
        let taken = free.take()
        check(taken == freeModel.min(), "another slot than the first")
        if let taken { freeModel.remove(taken) }
    }

    private mutating func giveBack(_ slot: Int) {
        check(free.contains(slot) == freeModel.contains(slot), "free or not")
        guard freeModel.insert(slot).inserted else { return }
        free.give(slot)
    }

    private mutating func shake(_ slot: Int) {
        let place = pendingModel.firstIndex(of: slot)
        check(pending.contains(slot) == (place != nil), "pending or not")
        guard let place else {
            pending.append(slot)
            return pendingModel.append(slot)
        }
        check(pending.remove(slot) && !pending.remove(slot), "removed once")
        pendingModel.remove(at: place)
    }

    /// Deadlines are kept in ticks, rounded up: never early, and late by less than one.
    private mutating func setDeadline(_ slot: Int, _ choice: Int) {
        let ticks = UInt64(choice >> 3)
        let at = Instant(nanoseconds: ticks * Deadlines.tickLength + ticks)
        if choice >> 3 == 31 {
            deadlines.set(slot, nil)
            dueModel[slot] = nil
        } else if choice & 8 == 0 {
            deadlines.set(slot, at)
            dueModel[slot] = at.nanoseconds
        } else {
            deadlines.bringForward(slot, at)
            dueModel[slot] = min(dueModel[slot] ?? .max, at.nanoseconds)
        }
    }

    private func findDue(_ start: Int, _ ticks: Int) {
        let now = UInt64(ticks % 40) * Deadlines.tickLength
        let found = deadlines.firstDue(from: start, now: Instant(nanoseconds: now))
        let due = dueModel.filter { $0.key >= start && $0.value <= now }.keys.min()
        check(found == due, "\(String(describing: found)) is due, not \(String(describing: due))")
    }
}
