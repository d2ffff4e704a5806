import Glibc
import Testing

@testable import WebSocketServer

@Suite struct TickTimerTests {
    /// One timer that nobody looks after, until another says that time has passed.
    @Test func tellsHowLongTheFirstTickHasWaited() {
        let period: UInt64 = 20_000_000
        let neglected = TickTimer(every: period)
        let other = TickTimer(every: 4 * period)
        defer {
            neglected.close()
            other.close()
        }
        #expect(neglected.take() == nil)
        var ready = pollfd(fd: other.descriptor, events: Int16(POLLIN), revents: 0)
        #expect(poll(&ready, 1, 10_000) == 1)
        let waited = neglected.take() ?? 0
        #expect(waited >= 2 * period, "80 ms have passed, the first tick came after 20")
        #expect(waited < 10_000_000_000)
    }
}
