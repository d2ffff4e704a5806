import Dispatch
import WebSocketEngine

/// One run of a server, from start to stop: the engine's queue, its loop and the source that turns
/// it.
///
/// `@unchecked Sendable` holds because the loop is touched on the queue alone; the rest is
/// constant.
final class ServerRun: @unchecked Sendable {
    let addresses: [BoundAddress]
    private let fingerprint: Guarded<String?>
    private let loop: EngineLoop
    private let queue = DispatchQueue(label: "wscope.engine", qos: .userInitiated)
    private let source: any DispatchSourceRead
    private let hasEnded = DispatchSemaphore(value: 0)
    private let endLimit = Guarded(UInt64?.none)
    private static let queueKey = DispatchSpecificKey<Bool>()

    init(_ server: WebSocketServer, accepting: Accepting) throws(ServerError) {
        let configuration = server.configuration
        let settings = configuration.settings
        DescriptorLimit.makeRoom(for: settings.slots + settings.overflowLane)
        let context = try TLSContext.make(configuration)
        var listeners = try ListenerSet(configuration)
        addresses = listeners.bound
        fingerprint = Guarded(context?.fingerprint)
        var opened: EngineLoop?
        do {
            let application = server.state.withLock { $0.application }
            let loop = try EngineLoop(
                configuration: configuration, listeners: listeners, tls: context,
                application: application, mailbox: server.mailbox, clock: server.clock,
                accepting: accepting)
            opened = loop
            try loop.open()
            self.loop = loop
        } catch {
            opened?.close()
            listeners.close()
            throw error
        }
        source = DispatchSource.makeReadSource(
            fileDescriptor: loop.poller.descriptor, queue: queue)
        queue.setSpecific(key: Self.queueKey, value: true)
    }

    /// Whether the caller is on an engine's queue, where waiting for it would never end.
    static var isOnEngineQueue: Bool { DispatchQueue.getSpecific(key: queueKey) == true }

    func begin() {
        source.setEventHandler { @Sendable [self] in loop.turn() }
        source.setCancelHandler { @Sendable [self] in
            loop.close()
            hasEnded.signal()
        }
        source.activate()
    }

    func register(_ application: any Application) {
        queue.async { @Sendable [self] in loop.application = application }
    }

    func set(_ watch: Watch) {
        queue.async { @Sendable [self] in loop.set(watch) }
    }

    var certificateFingerprint: String? { fingerprint.withLock { $0 } }

    /// From now on new connections begin with this; sessions go on with what they have.
    func use(_ context: TLSContext) {
        fingerprint.withLock { $0 = context.fingerprint }
        queue.async { @Sendable [self] in loop.tls?.context = context }
    }

    /// Has the engine's queue answer and waits for it; nil when it takes longer than `limit`.
    func ask<Answer: Sendable>(
        within limit: UInt64, _ question: @escaping @Sendable (Responder) -> Answer
    ) -> Answer? {
        let answer = Guarded(Answer?.none)
        let isAnswered = DispatchSemaphore(value: 0)
        queue.async { @Sendable [self] in
            let reply = loop.ask(question)
            answer.withLock { $0 = reply }
            isAnswered.signal()
        }
        let delay = DispatchTimeInterval.nanoseconds(Int(clamping: limit))
        guard isAnswered.wait(timeout: .now() + delay) == .success else { return nil }
        return answer.withLock { $0 }
    }

    /// Nanoseconds within which an end that has begun is over, unless a callback holds the queue;
    /// nil while the run goes on.
    var longestEnd: UInt64? { endLimit.withLock { $0 }.map { $0 + .second } }

    /// Ends the run: at once for who can be closed at once, at the deadline for all.
    func end(within nanoseconds: UInt64) {
        endLimit.withLock { $0 = $0 ?? nanoseconds }
        queue.async { @Sendable [self] in
            loop.end { @Sendable [self] in source.cancel() }
        }
        let delay = DispatchTimeInterval.nanoseconds(Int(clamping: nanoseconds))
        queue.asyncAfter(deadline: .now() + delay) { @Sendable [weak self] in
            self?.loop.deadlinePassed()
        }
    }

    /// Whether everything was closed by then.
    func waitForEnd(within nanoseconds: UInt64) -> Bool {
        let delay = DispatchTimeInterval.nanoseconds(Int(clamping: nanoseconds))
        guard hasEnded.wait(timeout: .now() + delay) == .success else { return false }
        // For whoever asks next.
        hasEnded.signal()
        return true
    }
}
