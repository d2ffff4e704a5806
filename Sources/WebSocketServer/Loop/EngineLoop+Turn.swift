import WebSocketEngine

// A turn: what the dispatch source calls when a descriptor is ready.
extension EngineLoop {
    /// How long a turn goes on while there is something to do. 10 ms: then the queue is open for
    /// others again; watchers and commands need not wait for it, they come through the mailbox.
    static let turnLength = 10 * UInt64.millisecond
    /// How long a turn that has served or accepted a connection waits for more. 1 ms: while clients
    /// come and talk, waiting here costs the kernel one switch of threads, and Dispatch's next call
    /// of the handler two and a rearmed source.
    static let patience: Int32 = 1

    func turn() {
        // Held for the turn, so that no event counts references.
        let application = self.application
        var end = Instant.zero
        var isBusy = false
        repeat {
            let count = poller.poll(waiting: isBusy ? Self.patience : 0)
            if count == 0 {
                tick.drained()
                break
            }
            now = clock.now()
            if end == .zero { end = now + Self.turnLength }
            isBusy = false
            for index in 0..<count where dispatch(poller.ready(index), application) {
                isBusy = true
            }
            tick.served(count, of: openCount)
        } while (isBusy || tick.isWaiting) && !tick.isDue && now < end && finished == nil
        if tick.isDue { runTick(application) }
        endTurn()
    }

    /// Whether it was a connection, one that is open or one that comes.
    @inline(__always)
    private func dispatch(_ ready: Readiness, _ application: any Application) -> Bool {
        let id = PollToken.connection(in: ready.token)
        if let transport = transport(id) {
            connectionReady(id, transport, ready, application)
            settle(application)
            return true
        } else if id.slot >= PollToken.firstListener {
            return serviceReady(ready.token, application)
        }
        // Otherwise it was closed earlier in this batch.
        return false
    }

    private func serviceReady(_ token: UInt64, _ application: any Application) -> Bool {
        switch token {
        case PollToken.timer:
            if let lag = timer.take() {
                engine.note(lag: lag, now: now)
                tick.fired()
            }
            return false
        case PollToken.mailbox:
            collectMail(application)
            return false
        default:
            let first = UInt64(PollToken.firstListener) << 32
            accept(at: Int(truncatingIfNeeded: (token &- first) >> 32), application)
            return true
        }
    }

    private func collectMail(_ application: any Application) {
        mailbox.collect(into: &letters)
        for letter in letters {
            engine.perform(
                letter.command, by: letter.initiator, token: letter.token, now: now)
            settle(application)
        }
        letters.removeAll(keepingCapacity: true)
        answerWatchers()
    }

    private func runTick(_ application: any Application) {
        tick.ran()
        now = clock.now()
        while engine.tick(now: now) { settle(application) }
        settle(application)
        resumeListeners()
    }

    /// Delivers, writes and obeys until the engine has nothing more to say: writes and effects may
    /// lead to events.
    func settle(_ application: any Application) {
        repeat {
            while let event = engine.next() {
                application.receive(event, Responder(self))
            }
            while let write = engine.nextWrite() {
                put(write)
            }
            while let effect = engine.nextEffect() {
                perform(effect)
            }
            sendWaiting()
        } while !engine.isQuiet
    }

    private func endTurn() {
        ringWatchers()
        if let finished { finishIfIdle(finished) }
    }
}
