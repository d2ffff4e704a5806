public import WebSocketEngine

/// A WebSocket server: an engine on a serial queue of its own, reached from any thread.
public final class WebSocketServer: Sendable {
    public let configuration: ServerConfiguration
    /// The clock of every `Instant` this server tells; it runs on across stop and start.
    public let clock = ServerClock()

    struct State {
        var application: any Application = SinkApplication()
        var run: ServerRun?
        var watches: [WatchSeat: Watch] = [:]
    }

    let state = Guarded(State())
    /// Held while starting or stopping, so that the two never overlap.
    let lifecycle = Guarded(())
    let mailbox = Mailbox()

    public init(configuration: ServerConfiguration = ServerConfiguration()) {
        self.configuration = configuration
    }

    /// A server that nobody holds any more ends.
    deinit {
        state.withLock { $0.run }?.end(within: 0)
    }

    /// Who receives the events from now on, of all connections; replaces the one before.
    public func register(application: any Application) {
        let run = state.withLock {
            $0.application = application
            return $0.run
        }
        run?.register(application)
    }

    /// As `register(application:)`, with a closure; called on the engine's queue.
    ///
    /// The server holds the closure until another takes its place, also while it is stopped: one
    /// that names the server captures it `weak` or `unowned`, or neither of them ends.
    public func register(callback: @escaping @Sendable (Event, Responder) -> Void) {
        register(application: CallbackApplication(callback))
    }

    /// Hands a command to the engine from any thread; never blocks.
    ///
    /// nil when it was taken: what became of it comes as an `.outcome` event with this token.
    /// `.notConnected` when the server does not run, `.queueFull` when 64 MiB wait already.
    @discardableResult
    public func submit(
        _ command: Command, by initiator: CloseInitiator = .application, token: UInt64 = 0
    ) -> Refusal? {
        mailbox.post(Mailbox.Letter(command: command, initiator: initiator, token: token))
    }

    /// Runs `question` on the engine's queue and waits for the answer.
    ///
    /// nil when the server does not run, when no answer comes within `limit` because a callback
    /// holds the queue, and on the queue itself, where waiting would never end: a callback has
    /// its `Responder`.
    public func ask<Answer: Sendable>(
        within limit: Duration = .seconds(1),
        _ question: @escaping @Sendable (Responder) -> Answer
    ) -> Answer? {
        if Self.isOnEngineQueue { return nil }
        guard let run = state.withLock({ $0.run }) else { return nil }
        return run.ask(within: limit.nanoseconds, question)
    }

    /// Whether the caller is on a server's queue, and so inside a callback.
    public static var isOnEngineQueue: Bool { ServerRun.isOnEngineQueue }

    /// Where the server listens; empty when it does not run.
    public var addresses: [BoundAddress] { state.withLock { $0.run?.addresses ?? [] } }

    /// The watch of this server; it may begin before the server starts and lives across stop and
    /// start. One at a time in each seat: the watch before ends.
    public func watch(as seat: WatchSeat = .screen) throws(ServerError) -> Watch {
        let watch = try Watch(mailbox: mailbox, seat: seat)
        let (former, run) = state.withLock {
            let former = $0.watches.updateValue(watch, forKey: seat)
            return (former, $0.run)
        }
        former?.end()
        run?.set(watch)
        return watch
    }
}
