import Glibc
import WebSocketEngine
import WebSocketWire

/// The engine's hands: descriptors, TLS, timer and mailbox, turned by readiness.
///
/// Touched on the engine's queue alone. The loop decides nothing of the protocol: it tells the
/// engine what happened, delivers its events, writes its bytes and carries its effects out. An
/// access to a property never spans a call of the application, hence `@exclusivity(unchecked)`.
final class EngineLoop {
    /// The shared receive buffer. 512 KiB: the plaintext of one TLS turn with room to spare.
    static let receiveCapacity = 512 << 10
    /// Bytes read into it at once from a plain connection. 128 KiB: the share of a turn that one
    /// connection gets, and all that a large message has copied.
    static let receiveShare = 128 << 10
    /// Bytes read at once into an incomplete payload. 1 MiB: a message of the default limit in one
    /// call, less than a millisecond of the others' time.
    static let landingShare = 1 << 20
    /// The keep-alive tick: SYS_WSS_KA_TIMER_PERIOD.
    static let tickPeriod = 100 * UInt64.millisecond

    let engine: Engine
    let clock: ServerClock
    let poller: SystemPoller
    let mailbox: Mailbox
    let timer: TickTimer
    let tls: TLSWire?
    let accepting: Accepting
    let transports: UnsafeMutablePointer<Transport>
    let transportCount: Int
    let receiveBuffer: UnsafeMutableRawPointer
    let wakeUp: WakeUp

    /// The clock's reading that serves the batch at work.
    @exclusivity(unchecked) var now: Instant
    @exclusivity(unchecked) var application: any Application
    @exclusivity(unchecked) var listeners: ListenerSet
    @exclusivity(unchecked) var intake: Intake
    @exclusivity(unchecked) var openCount = 0
    @exclusivity(unchecked) var letters: [Mailbox.Letter] = []
    /// At most one for each seat.
    @exclusivity(unchecked) var watchers: [Watcher] = []
    /// A tick waits until the sockets that were ready have been read.
    @exclusivity(unchecked) var tick = PendingTick()
    /// Set once the loop ends; called when the last connection is gone.
    @exclusivity(unchecked) var finished: (@Sendable () -> Void)?

    init(
        configuration: ServerConfiguration, listeners: ListenerSet, tls: TLSContext?,
        application: any Application, mailbox: Mailbox, clock: ServerClock, accepting: Accepting
    ) throws(ServerError) {
        let settings = configuration.settings
        self.tls = if let tls { try TLSWire(tls) } else { nil }
        wakeUp = try WakeUp()
        do {
            poller = try SystemPoller()
        } catch {
            wakeUp.close()
            throw error
        }
        timer = TickTimer(every: Self.tickPeriod)
        now = clock.now()
        intake = Intake()
        receiveBuffer = .allocate(byteCount: Self.receiveCapacity, alignment: 64)
        engine = Engine(settings: settings)
        transportCount = settings.slots + settings.overflowLane
        transports = .allocate(capacity: transportCount)
        transports.initialize(repeating: Transport(), count: transportCount)
        self.listeners = listeners
        self.application = application
        self.mailbox = mailbox
        self.clock = clock
        self.accepting = accepting
    }

    deinit {
        transports.deallocate()
        receiveBuffer.deallocate()
    }

    /// The transport of a connection, nil once its descriptor is closed.
    @inline(__always)
    func transport(_ id: ConnectionID) -> UnsafeMutablePointer<Transport>? {
        let slot = Int(truncatingIfNeeded: id.slot)
        guard slot < transportCount else { return nil }
        let transport = transports + slot
        guard transport.pointee.generation == id.generation, transport.pointee.isOpen else {
            return nil
        }
        return transport
    }
}
