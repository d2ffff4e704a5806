import WebSocketWire

@testable import WebSocketEngine

extension FuzzTarget {
    /// The whole engine on a virtual clock: the input is its settings, what peers send, what the
    /// application and the operator want, what the kernel takes and what time it is.
    static let engine = FuzzTarget(name: "engine") { input in
        var choices = Choices(input)
        let engine = Engine(settings: EngineSettings(&choices))
        var driver = EngineDriver(engine, choices)
        driver.run()
        let totals = engine.totals
        check(totals.opened == totals.closed, "opens without a close")
        check(totals.queuedBytes == 0, "bytes are queued for nobody")
        check(totals.repeating == 0, "something is repeated for nobody")
        check(driver.tokens.isEmpty, "\(driver.tokens.count) commands have no outcome")
        engine.dropOrphan()
        check(engine.pool.outstandingBytes == 0, "memory is kept for nobody")
    }
}
