import Testing

@testable import WebSocketWire

@Suite struct BufferPoolTests {
    @Test(arguments: [(1, 64), (64, 64), (65, 128), (1_000, 1_024), (20_000, 32_768)])
    func aBufferIsKeptAndGivenAgain(count: Int, capacity: Int) throws {
        let pool = BufferPool()
        let buffer = try #require(pool.take(count))
        #expect(buffer.count == capacity)
        try give(buffer, to: pool)
        #expect(pool.retainedBytes == capacity)
        let again = try #require(pool.take(capacity))
        #expect(again.baseAddress == buffer.baseAddress)
        #expect(pool.retainedBytes == 0)
        #expect(pool.outstandingBytes == capacity)
        try give(again, to: pool)
        pool.releaseRetained()
        #expect(pool.retainedBytes == 0)
    }

    @Test func anExactBufferIsNotRounded() throws {
        let pool = BufferPool(budget: 20_100)
        let buffer = try #require(pool.takeExactly(20_000))
        #expect(buffer.count == 20_000 && pool.outstandingBytes == 20_000)
        #expect(pool.takeExactly(101) == nil && pool.takeExactly(-1) == nil)
        try give(buffer, to: pool)
        #expect(pool.outstandingBytes == 0 && pool.retainedBytes == 0)
    }

    @Test func whatExceedsTheRetainedBytesGoesBackToTheSystem() throws {
        let pool = BufferPool(retained: 40_000)
        let buffers = try (0..<3).map { _ in try #require(pool.take(16_384)) }
        for buffer in buffers { try give(buffer, to: pool) }
        #expect(pool.retainedBytes == 32_768)
        #expect(pool.outstandingBytes == 0)
        let huge = try #require(pool.take(40_001))
        #expect(huge.count == 40_001)
        try give(huge, to: pool)
        #expect(pool.retainedBytes == 32_768)
    }

    @Test func theBudgetBoundsLentAndKeptTogether() throws {
        let pool = BufferPool(budget: 50_000)
        let first = try #require(pool.take(16_384))
        let second = try #require(pool.take(32_768))
        #expect(pool.take(16_384) == nil)
        #expect(pool.take(513) == nil)
        let third = try #require(pool.take(512))
        try give(first, to: pool)
        // What is kept makes room before the pool refuses.
        let fourth = try #require(pool.take(1_000))
        #expect(pool.retainedBytes == 0)
        for buffer in [second, third, fourth] { try give(buffer, to: pool) }
        #expect(pool.outstandingBytes == 0)
    }

    @Test(arguments: [Int.max, Int.max - 4_096, -1])
    func aCountThatNoSystemHasIsRefused(count: Int) {
        let pool = BufferPool()
        #expect(pool.take(count) == nil)
        #expect(pool.outstandingBytes == 0)
    }

    private func give(_ buffer: UnsafeMutableRawBufferPointer, to pool: BufferPool) throws {
        pool.give(try #require(buffer.baseAddress), capacity: buffer.count)
    }
}
