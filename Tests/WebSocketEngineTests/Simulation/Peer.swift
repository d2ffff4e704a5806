import WebSocketWire

@testable import WebSocketEngine

/// A client of the simulated world: what it has said, what it has heard, and what it is owed.
final class Peer {
    /// How it behaves.
    enum Character: Int, CaseIterable {
        /// Answers pings and close frames.
        case honest
        /// Says nothing unasked, pongs included: half-open.
        case silent
        /// Honest until it breaks a rule.
        case breaching
        /// Its opening handshake is refused.
        case unlawful
    }

    /// What the application was told of it so far.
    enum Stage: Int { case none, connecting, connected, closing, closed }

    struct Said {
        var payload: Payload
        var opcode: Opcode
        var fragments: UInt32
        /// Where it ends among all bytes of this peer.
        var end: Int
    }

    struct Owed {
        var payload: Payload
        var opcode: Opcode
        var fin: Bool
    }

    let id: ConnectionID
    let character: Character
    let isSecure: Bool
    let isOverflow: Bool
    let openedAt: Instant
    var address = PeerAddress(ipv4: 0, port: 0)

    // What it says.
    var outgoing: [UInt8] = []
    /// Bytes that the engine was given.
    var fed = 0
    var said: [Said] = []
    var heard = 0
    var pings: [(serial: UInt32, end: Int)] = []
    var pingsHeard = 0
    var close: (code: CloseCode?, end: Int)?
    var misdeed: (rule: Rule, end: Int)?
    var hasFinished = false
    var hasReset = false
    var tlsFailed = false
    var saysNoMore = false
    /// When a frame was last whole at the engine; as the idle timeout counts.
    var lastFrameAt = Instant.zero
    /// Ends of frames, in order.
    var ends: [Int] = []
    var endsPassed = 0

    // What it hears.
    var incoming: [UInt8] = []
    var parsed = 0
    var isUpgraded = false
    var isTurnedAway = false
    var owed: [Owed] = []
    var owedDone = 0
    var pongsHeard = 0
    var closeHeard: CloseCode?
    /// The message at hand.
    var parts: [UInt8] = []
    var partsOpcode: Opcode?
    var partsCompressed = false
    var jobsHeard: Set<UInt32> = []
    let pool: BufferPool
    let deflate: (deflater: Deflater, inflater: Inflater)?
    /// Its answers: what it will say when it is asked.
    var answers: [UInt8] = []

    // Its kernel and the transport before it.
    var isOpen = true
    var isSecured = false
    var room = Int.max
    var backlog: [UInt8] = []
    var isReading = true
    var isWriting = false
    var isFinished = false
    var taken: UInt64 = 0

    // What was done to it.
    var stage = Stage.none
    var closing: CloseFacts?
    var closers: Set<UInt8> = []
    var isTempered = false
    /// What reaches it was built by hand, and cannot be told from what was not.
    var isMuddled = false
    var timeouts: Set<UInt8> = []
    var isSendingFragments = false

    init(
        _ id: ConnectionID, _ character: Character, secure: Bool, overflow: Bool, at now: Instant,
        offer: ExtensionOffer?, policy: DeflatePolicy, pool: BufferPool
    ) {
        self.id = id
        self.pool = pool
        self.character = character
        isSecure = secure
        isOverflow = overflow
        openedAt = now
        deflate = offer.flatMap { policy.agreement(to: [$0]) }.map { agreement in
            (
                Deflater(
                    windowBits: agreement.clientWindowBits ?? 15, memoryLevel: 1, level: 1,
                    takesOver: agreement.clientTakesOver, pool: pool),
                Inflater(
                    windowBits: agreement.serverWindowBits ?? 15,
                    takesOver: agreement.serverTakesOver, pool: pool)
            )
        }
        if character == .unlawful {
            outgoing = Wire.unlawfulRequest
        } else if let offer {
            outgoing = Wire.request(offering: Wire.text(offer), isLawful: true)
        } else {
            outgoing = Wire.plainRequest
        }
    }

    /// Bytes that have not reached the engine.
    var waiting: Int { outgoing.count - fed }

    var isPlain: Bool { deflate == nil }
}
