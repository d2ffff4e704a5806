public import WebSocketWire

/// One slot as watchers see it. Instants are `.zero` for what has not happened yet.
public struct SlotRow: Sendable {
    public typealias Path = InlineBytes<48>
    public typealias Subprotocol = InlineBytes<24>
    public typealias Reason = InlineBytes<64>

    public var id: ConnectionID
    public var state: ConnectionState
    public var peer: PeerAddress
    public var isSecure: Bool
    /// When TCP was accepted.
    public var openedAt: Instant
    /// When a frame last came from the peer; what the idle timeout counts from.
    public var lastReceivedAt: Instant
    public var lastPingAt: Instant
    public var lastPongAt: Instant
    /// Nanoseconds; nil before the first matched pong.
    public var roundTrip: UInt64?
    /// Pings in a row that no pong has answered.
    public var missedPongs: UInt32
    /// The next deadline, which it is, and the whole span it empties over.
    public var deadline: Deadline?
    public var receivedMessages: UInt64
    public var sentMessages: UInt64
    public var receivedBytes: UInt64
    public var sentBytes: UInt64
    /// Bytes that wait for the peer to read.
    public var queuedBytes: UInt64
    /// What was agreed on about compression; nil for none. RFC 7692 §7.1.
    public var deflate: DeflateAgreement?
    public var receivedCompression = CompressionCount()
    public var sentCompression = CompressionCount()
    public var path: Path
    public var subprotocol: Subprotocol
    /// How our side misbehaves on purpose.
    public var temper = Temper()
    /// Set from CLOSING on.
    public var closing: CloseFacts?
    public var reason: Reason

    public struct Deadline: Hashable, Sendable {
        public var kind: TimeoutKind
        public var at: Instant
        /// Nanoseconds from start to end of this deadline.
        public var span: UInt64

        public init(kind: TimeoutKind, at: Instant, span: UInt64) {
            self.kind = kind
            self.at = at
            self.span = span
        }
    }

    public init(id: ConnectionID, state: ConnectionState, peer: PeerAddress, openedAt: Instant) {
        self.id = id
        self.state = state
        self.peer = peer
        self.openedAt = openedAt
        isSecure = false
        lastReceivedAt = .zero
        lastPingAt = .zero
        lastPongAt = .zero
        missedPongs = 0
        receivedMessages = 0
        sentMessages = 0
        receivedBytes = 0
        sentBytes = 0
        queuedBytes = 0
        path = Path()
        subprotocol = Subprotocol()
        reason = Reason()
    }
}
