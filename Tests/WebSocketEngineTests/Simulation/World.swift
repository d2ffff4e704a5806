import WebSocketWire

@testable import WebSocketEngine

/// A seeded world around one engine: clients of every kind, a kernel with moods, an application
/// that re-enters, an operator, and a clock that jumps. What the engine promises is looked at after
/// every turn; a seed replays exactly.
final class World {
    static let maximumFrame = 30_000
    static let maximumMessage = 40_000
    static let maximumFragments = 16
    static let slots = 3
    static let lane = 1

    let seed: UInt64
    let traits: Traits
    let engine: Engine
    let peerPool = BufferPool()
    var random: SeededRandom
    /// Zero is no instant: it stands for what has not happened.
    var now = Instant(nanoseconds: .second)
    /// By slot, the overflow lane behind the clients.
    var peers = [Peer?](repeating: nil, count: slots + lane)
    /// Identities that are over: whatever comes for them misses.
    var departed: [ConnectionID] = []
    var generations = [UInt32](repeating: 0, count: slots + lane)
    var serials: UInt32 = 0
    var registry: [UInt32: Crafted] = [:]
    /// Commands whose outcome is owed.
    var commands: [UInt64: Command] = [:]
    var isRefusingMemory = false
    var hasRefusedMemory = false
    var isShutDown = false
    var isCalm = false
    /// Nobody is to do anything by himself just now.
    var isProbing = false

    var books = Books()
    var trace = Trace()
    /// The first promise that was broken.
    private(set) var violation: String?
    private(set) var stepsDone = 0
    var cursor = NewsCursor()
    var mirror = Mirror()

    let receiveBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)

    init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        traits = Traits(&random)
        self.random = random
        engine = Engine(settings: traits.settings)
        engine.isWatching = traits.isWatched
    }

    deinit { receiveBuffer.deallocate() }

    /// Faults for so many steps, then none: everything must come to its end.
    func run(steps: Int) -> Report {
        while stepsDone < steps, violation == nil {
            step()
            stepsDone += 1
        }
        if violation == nil { calm() }
        return Report(
            seed: seed, step: stepsDone, trace: trace.hash, violation: violation,
            events: books.events, bytes: engine.totals.receivedBytes &+ engine.totals.sentBytes)
    }

    func fail(_ what: @autoclosure () -> String) {
        if violation == nil { violation = what() }
    }

    func expect(_ isKept: Bool, _ what: @autoclosure () -> String) {
        if !isKept { fail(what()) }
    }

    /// What one run came to.
    struct Report {
        var seed: UInt64
        var step: Int
        /// Over all events, writes and effects, in their order.
        var trace: UInt64
        var violation: String?
        var events: UInt64
        var bytes: UInt64
    }
}

/// What the world counts beside the engine.
struct Books {
    var events: UInt64 = 0
    var byKind = [UInt64](repeating: 0, count: 256)
    var fragments: UInt64 = 0
    var fedBytes: UInt64 = 0
    var takenBytes: UInt64 = 0
    var turnedAway: UInt64 = 0
    /// By the limits of their addresses.
    var keptOut: UInt64 = 0
    /// Handshakes that made room for others.
    var displaced: UInt64 = 0
    var refusedSends: UInt64 = 0

    subscript(kind: EventKind) -> UInt64 { byKind[Int(kind.rawValue)] }
}

/// A hash over all that the engine said.
struct Trace {
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
    }
}

/// What kind of world a seed gives.
struct Traits {
    var settings = EngineSettings()
    var isWatched: Bool
    /// One connection of so many is secure; 0 for none.
    var secureOneIn: Int
    var deflates: Bool
    var echoes: Bool
    /// The application does something unasked at one event of so many.
    var initiativeOneIn: Int
    var hasTempers: Bool
    var shutsDown: Bool
    /// The kernel takes less than all of one write in so many; 0 never.
    var moodOneIn: Int
    /// The first of the addresses that clients have.
    var network: UInt32

    init(_ random: inout SeededRandom) {
        isWatched = random.chance(2)
        secureOneIn = random.below(3)
        deflates = random.chance(4)
        echoes = !random.chance(5)
        initiativeOneIn = 3 + random.below(20)
        hasTempers = random.chance(3)
        shutsDown = random.chance(2)
        moodOneIn = random.chance(3) ? 0 : 2 + random.below(5)
        network = random.chance(2) ? 0x7F00_0001 : 0xC000_0201
        settings.handshakes = random.chance(2) ? 1024 : 1 + random.below(2)
        settings.addressLimits.handshakes = 2
        settings.addressLimits.connections = 3
        settings.slots = World.slots
        settings.overflowLane = World.lane
        settings.maximumFrame = World.maximumFrame
        settings.maximumMessage = World.maximumMessage
        settings.maximumFragments = World.maximumFragments
        settings.idleTimeout = random.chance(4) ? 0 : 5 * .second
        settings.pingInterval = random.chance(4) ? 0 : 2 * .second
        settings.pongTimeout = 4 * .second
        settings.handshakeTimeout = 3 * .second
        settings.closeTimeout = 2 * .second
        settings.messageTimeout = 6 * .second
        settings.stallTimeout = 5 * .second
        // A queue that is soon full refuses what was compressed already.
        settings.sendQueue = random.chance(2) ? 50_000 : deflates ? 2000 : 8000
        settings.sendQueueHigh = deflates ? 1000 : 4000
        settings.sendQueueLow = 500
        settings.controlRate = 0
        settings.memoryBudget = random.chance(6) ? 150_000 : 64 << 20
        settings.eventRing = 32
        settings.frameRing = 32
        settings.payloadRing = random.chance(2) ? 0 : 16 << 10
        settings.lendsPayloads = !random.chance(3)
        if deflates {
            settings.deflate = DeflatePolicy(
                leastBytes: [0, 100, 1000][random.below(3)], serverTakesOver: random.chance(2),
                memoryLevel: 1)
            settings.deflateIdle = .second
        }
    }

    /// The longest that anything can take to end, once nobody does any harm.
    var sumOfDeadlines: UInt64 {
        settings.handshakeTimeout + settings.idleTimeout + settings.pongTimeout
            + settings.messageTimeout + settings.stallTimeout + settings.closeTimeout + .second
    }
}
