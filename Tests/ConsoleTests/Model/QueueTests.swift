import Testing

@testable import Console

@Suite struct QueueTests {
    @Test func keepsTheOrderWhileTheFrontIsDropped() {
        var queue = Queue<Int>()
        for number in 0..<2_000 {
            queue.append(number)
            if number % 2 == 1 { queue.drop(1) }
        }
        #expect(Array(queue) == Array(1_000..<2_000))
    }

    @Test func droppingMoreThanThereIsEmptiesIt() {
        var queue = Queue<Int>()
        queue.append(1)
        queue.drop(5)
        #expect(queue.isEmpty)
    }
}
