import Testing

@testable import WebSocketServer

@Suite("A tick waits for what is ready, but not for ever")
struct PendingTickTests {
    @Test func waitsUntilDrained() {
        var tick = PendingTick()
        tick.fired()
        tick.served(256, of: 1000)
        #expect(!tick.isDue)
        tick.drained()
        #expect(tick.isDue)
        tick.ran()
        #expect(!tick.isDue)
    }

    @Test func comesOnceEveryConnectionHadItsTurn() {
        var tick = PendingTick()
        tick.fired()
        for _ in 0..<3 { tick.served(256, of: 1000) }
        #expect(!tick.isDue)
        tick.served(256, of: 1000)
        #expect(tick.isDue)
    }

    @Test func nothingFired() {
        var tick = PendingTick()
        tick.served(10_000, of: 1)
        tick.drained()
        #expect(!tick.isDue)
    }
}
