import Testing

@testable import WebSocketEngine

@Suite struct PendingHandshakesTests {
    @Test func theOldestComesFirstWhoeverLeavesBetween() {
        var list = PendingHandshakes(slots: 5)
        defer { list.deallocate() }
        for slot in [3, 0, 4, 1] { list.append(slot) }
        let (first, again) = (list.remove(0), list.remove(0))
        #expect(first && !again)
        var order: [Int] = []
        while let oldest = list.oldest {
            order.append(oldest)
            list.remove(oldest)
        }
        #expect(order == [3, 4, 1] && list.count == 0)
        list.append(2)
        #expect(list.oldest == 2 && list.contains(2))
    }
}
