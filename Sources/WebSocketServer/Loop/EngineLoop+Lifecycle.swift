import CEpoll
import Glibc
import WebSocketEngine

/// A loop that ends, and whom to tell.
struct Ending {
    let deadline: Instant
    let finished: @Sendable () -> Void
}

// Beginning and end.
extension EngineLoop {
    static func makeTimer(_ poller: SystemPoller) throws(ServerError) -> Int32 {
        let timer = cepoll_timer(Int(truncatingIfNeeded: tickPeriod))
        if timer < 0 {
            let failure = errno
            poller.close()
            throw .systemCall(name: "timerfd_create", errno: failure)
        }
        return timer
    }

    /// Registers the loop's own descriptors; listeners come last.
    func open(_ wakeUp: WakeUp) throws(ServerError) {
        var failure = poller.add(timer, .reading, token: PollToken.timer)
        if failure == 0 {
            failure = poller.add(wakeUp.descriptor, .reading, token: PollToken.mailbox)
        }
        for (index, listener) in listeners.listeners.enumerated() where failure == 0 {
            failure = poller.add(
                listener.descriptor, .reading, token: PollToken.listener(index))
        }
        if failure != 0 { throw .systemCall(name: "epoll_ctl", errno: failure) }
    }

    /// Stops accepting and closes every connection with 1001.
    func end(_ ending: Ending) {
        if self.ending != nil { return }
        now = clock.now()
        listeners.close()
        self.ending = ending
        engine.shutdown(now: now)
        settle(application)
        finishIfIdle(ending)
    }

    /// At the deadline, whoever is left is reset.
    func deadlinePassed() {
        guard let ending else { return }
        now = clock.now()
        for slot in 0..<transportCount where transports[slot].isOpen {
            let id = ConnectionID(
                slot: UInt32(truncatingIfNeeded: slot), generation: transports[slot].generation)
            engine.transportFailed(id, .shutdown, now: now)
            settle(application)
            perform(.reset(id))
        }
        conclude(ending)
    }

    func finishIfIdle(_ ending: Ending) {
        if engine.isIdle, openCount == 0 { conclude(ending) }
    }

    private func conclude(_ ending: Ending) {
        self.ending = nil
        ringWatch()
        ending.finished()
    }

    /// The last act, once nothing watches the poller any more.
    func close() {
        mailbox.close()
        intake.reserve.close()
        _ = Glibc.close(timer)
        poller.close()
    }
}
