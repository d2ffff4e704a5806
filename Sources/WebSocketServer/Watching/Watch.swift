public import WebSocketEngine

/// A watcher's door to the engine: it rings, asks and takes, and never waits.
///
/// A server has one watch at a time in each seat: a new one ends the one before. Usage: wait for
/// `bell` to become readable, then `take()`; when that gives nil, something was recorded and
/// `request()` asks for it, as late as the watcher likes: the bell stays silent until the answer is
/// there. While nothing happens, nothing rings. When the server stops, the last news is there
/// unasked.
public final class Watch: Sendable {
    private struct State {
        var news: News?
        /// What came after `news` until the engine ended; nobody can be asked for it later.
        var last: News?
        var isRung = false
        var isRequested = false
        var isEnded = false
        var wanted: PayloadRequest?
        var payload: PayloadAnswer?
    }

    private let state = Guarded(State())
    private let wakeUp: WakeUp
    private let mailbox: Mailbox
    let seat: WatchSeat

    init(mailbox: Mailbox, seat: WatchSeat) throws(ServerError) {
        self.seat = seat
        wakeUp = try WakeUp()
        self.mailbox = mailbox
    }

    deinit { wakeUp.close() }

    /// Readable when there is news to take or to ask for. For `poll`; do not read it.
    public var bell: Int32 { wakeUp.descriptor }

    /// Asks the engine for what changed since the last news; the bell rings when it is there.
    public func request() {
        let isNew = state.withLock {
            let isNew = !$0.isRequested && $0.news == nil
            $0.isRequested = true
            return isNew
        }
        if isNew { mailbox.wake() }
    }

    /// The news that was asked for, and the bell is silent again; nil when there is none yet.
    public func take() -> News? {
        let (news, isAskedAgain) = state.withLock {
            if $0.isRung {
                $0.isRung = false
                wakeUp.clear()
            }
            let news = $0.news
            $0.news = $0.last
            $0.last = nil
            if $0.news != nil { ring(&$0) }
            return (news, news != nil && $0.isRequested)
        }
        if isAskedAgain { mailbox.wake() }
        return news
    }

    /// Asks for payloads whole; the bell rings when they are there. A later request takes the
    /// place of an earlier one.
    public func request(_ payload: PayloadRequest) {
        state.withLock {
            $0.wanted = payload
            $0.payload = nil
        }
        mailbox.wake()
    }

    /// The payloads that were asked for; nil while there are none. Leaves the bell to `take`.
    public func takePayload() -> PayloadAnswer? {
        state.withLock { state in
            defer { state.payload = nil }
            return state.payload
        }
    }

    /// No more news; the engine records nothing once its last watch has ended.
    public func end() {
        state.withLock { $0.isEnded = true }
        mailbox.wake()
    }
}

// What the engine's queue calls; the lock is never held while the engine works.
extension Watch {
    var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Whether news was asked for and the last one has been taken.
    var isWaiting: Bool { state.withLock { $0.isRequested && $0.news == nil } }

    /// Something was recorded: rings, unless the bell is rung or an answer is on its way.
    func ring() {
        state.withLock {
            if !$0.isRequested { ring(&$0) }
        }
    }

    func answer(_ news: News) {
        state.withLock {
            $0.news = news
            $0.isRequested = false
            ring(&$0)
        }
    }

    /// The request for payloads that waits for an answer.
    var wanted: PayloadRequest? { state.withLock { $0.wanted } }

    func answer(_ payload: PayloadAnswer) {
        state.withLock {
            guard $0.wanted?.number == payload.number else { return }
            $0.wanted = nil
            $0.payload = payload
            ring(&$0)
        }
    }

    /// The engine ends: its last news is kept, asked for or not.
    func conclude(_ last: News) {
        state.withLock {
            if $0.news == nil { $0.news = last } else { $0.last = last }
            $0.isRequested = false
            ring(&$0)
        }
    }

    private func ring(_ state: inout State) {
        if state.isRung { return }
        state.isRung = true
        wakeUp.signal()
    }
}
