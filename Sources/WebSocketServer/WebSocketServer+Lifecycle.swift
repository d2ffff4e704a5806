import WebSocketEngine

extension WebSocketServer {
    /// Binds every host and begins to serve on the engine's queue.
    ///
    /// Raises the process's soft limit of descriptors when the slots need it. A server that runs
    /// already answers with its addresses; one that was stopped from its own queue is waited for.
    @discardableResult
    public func start() throws(ServerError) -> [BoundAddress] {
        try start(accepting: .kernel)
    }

    func start(accepting: Accepting) throws(ServerError) -> [BoundAddress] {
        // A callback must not wait for the lock: who holds it may be waiting for the queue.
        if ServerRun.isOnEngineQueue, let addresses = try presentAddresses() { return addresses }
        return try lifecycle.withLock { (_: inout Void) throws(ServerError) in
            if let addresses = try presentAddresses() { return addresses }
            let run = try ServerRun(self, accepting: accepting)
            let (application, watches) = state.withLock {
                $0.run = run
                return ($0.application, $0.watches.values)
            }
            run.register(application)
            for watch in watches where !watch.isEnded { run.set(watch) }
            run.begin()
            return run.addresses
        }
    }

    /// Of a run that goes on; nil when there is none, after waiting for one that ends.
    private func presentAddresses() throws(ServerError) -> [BoundAddress]? {
        guard let run = state.withLock({ $0.run }), !run.waitForEnd(within: 0) else { return nil }
        guard let longestEnd = run.longestEnd else { return run.addresses }
        if ServerRun.isOnEngineQueue { throw .stillStopping }
        _ = run.waitForEnd(within: longestEnd)
        return nil
    }

    /// Closes the listeners, then every connection with 1001, and waits until all are gone or
    /// `limit` has passed; whoever is left is reset. Stopping twice is harmless, and `start` works
    /// again.
    ///
    /// 2 s: time for a round trip to the far side of the world and a busy client, short for a
    /// person. Called on the engine's own queue, it begins the end and does not wait.
    public func stop(within limit: Duration = .seconds(2)) {
        let nanoseconds = limit.nanoseconds
        if ServerRun.isOnEngineQueue {
            state.withLock { $0.run }?.end(within: nanoseconds)
            return
        }
        lifecycle.withLock { _ in
            guard let run = state.withLock({ $0.run }) else { return }
            run.end(within: nanoseconds)
            // A callback that blocks the queue must not hold the caller for ever.
            _ = run.waitForEnd(within: run.longestEnd ?? nanoseconds)
            state.withLock { $0.run = nil }
        }
    }
}

extension Duration {
    /// Whole nanoseconds; 0 for a negative duration.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        if seconds < 0 || attoseconds < 0 { return 0 }
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: .second)
        return overflow ? .max >> 2 : min(.max >> 2, whole + UInt64(attoseconds) / .second)
    }
}
