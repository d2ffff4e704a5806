import Testing

@testable import WebSocketEngine

@Suite struct SlotTests {
    @Test func anIdleConnectionStaysSmall() {
        #expect(MemoryLayout<Slot>.stride <= 256)
    }

    @Test func theLowestFreeSlotIsTakenFirst() {
        var free = FreeSlots(slots: 70)
        defer { free.deallocate() }
        #expect((0..<70).map { _ in free.take() } == (0..<70).map { $0 })
        #expect(free.take() == nil)
        free.give(66)
        free.give(3)
        #expect(free.contains(3) && !free.contains(4))
        #expect([free.take(), free.take(), free.take()] == [3, 66, nil])
    }

    @Test func aQueueKeepsItsOrderWhileItGrows() {
        var queue = PlainQueue<Int>(capacity: 2)
        defer { queue.deallocate() }
        for number in 0..<3 { queue.append(number) }
        #expect(queue.popFirst() == 0)
        for number in 3..<9 { queue.append(number) }
        var rest: [Int] = []
        while let number = queue.popFirst() { rest.append(number) }
        #expect(rest == Array(1..<9))
    }
}
