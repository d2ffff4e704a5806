public import WebSocketWire

/// One event of one connection, as the application sees it.
///
/// `payload` is borrowed: valid until the callback returns, as SYS_WSS_RXDATA is.
@frozen
public struct Event {
    public let kind: EventKind
    public let id: ConnectionID
    public let time: Instant
    public let detail: EventDetail
    /// The message, the ping's or pong's payload, the close frame's body as received, the path for
    /// CONNECTED, the reason for CLOSING; otherwise empty.
    public let payload: UnsafeRawBufferPointer

    @inlinable
    public init(
        kind: EventKind, id: ConnectionID, time: Instant, detail: EventDetail,
        payload: UnsafeRawBufferPointer
    ) {
        self.kind = kind
        self.id = id
        self.time = time
        self.detail = detail
        self.payload = payload
    }
}

/// What is known beyond the kind. Frames are named by their capture sequence number, 0 when
/// frames are not captured.
@frozen
public enum EventDetail: Hashable, Sendable {
    case none
    /// Of CONNECTING: who comes.
    case opening(PeerAddress)
    /// Of CONNECTED.
    case handshake(HandshakeFacts)
    /// A whole message: its last frame and how many frames it came in.
    case message(frame: UInt64, fragments: UInt32)
    case ping(frame: UInt64)
    /// Nanoseconds since the ping it answers; nil for an unsolicited pong (RFC 6455 §5.5.3).
    case pong(frame: UInt64, roundTrip: UInt64?)
    case closeFrame(frame: UInt64, code: CloseCode)
    case closing(CloseFacts)
    case closed(CloseFacts)
    /// The rule that was broken, where in the frame, and with it what the engine did about it.
    case breach(frame: UInt64, Verdict)
    case timeout(TimeoutKind)
    case failure(CloseCause)
    case outcome(CommandOutcome)
}
