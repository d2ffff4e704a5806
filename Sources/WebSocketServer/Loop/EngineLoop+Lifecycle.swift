import WebSocketEngine

// Beginning and end.
extension EngineLoop {
    /// Registers the loop's own descriptors; listeners come last.
    func open() throws(ServerError) {
        mailbox.open(wakeUp)
        var failure = poller.add(timer.descriptor, .reading, token: PollToken.timer)
        if failure == 0 {
            failure = poller.add(wakeUp.descriptor, .reading, token: PollToken.mailbox)
        }
        for (index, listener) in listeners.listeners.enumerated() where failure == 0 {
            failure = poller.add(
                listener.descriptor, .reading, token: PollToken.listener(index))
        }
        if failure != 0 { throw .systemCall(name: "epoll_ctl", errno: failure) }
    }

    /// Answers somebody who waits on another thread, and sends what that caused.
    func ask<Answer>(_ question: (Responder) -> Answer) -> Answer {
        now = clock.now()
        let answer = question(Responder(self))
        settle(application)
        ringWatchers()
        return answer
    }

    /// Stops accepting and closes every connection with 1001.
    ///
    /// - Parameter finished: called once when nobody is left.
    func end(finished: @escaping @Sendable () -> Void) {
        if self.finished != nil { return }
        now = clock.now()
        listeners.close()
        self.finished = finished
        engine.shutdown(now: now)
        settle(application)
        finishIfIdle(finished)
    }

    /// At the deadline, whoever is left is reset.
    func deadlinePassed() {
        guard let finished else { return }
        now = clock.now()
        for slot in 0..<transportCount where transports[slot].isOpen {
            let id = ConnectionID(
                slot: UInt32(truncatingIfNeeded: slot), generation: transports[slot].generation)
            perform(.reset(id))
            engine.transportFailed(id, .shutdown, now: now)
            settle(application)
        }
        conclude(finished)
    }

    func finishIfIdle(_ finished: @Sendable () -> Void) {
        if engine.isIdle, openCount == 0 { conclude(finished) }
    }

    private func conclude(_ finished: @Sendable () -> Void) {
        self.finished = nil
        concludeWatchers()
        finished()
    }

    /// The last act, once nothing watches the poller any more.
    func close() {
        mailbox.close(wakeUp)
        intake.reserve.close()
        timer.close()
        poller.close()
    }
}
