public import WebSocketWire

/// Every limit and deadline of the engine, each named once, with its reason.
///
/// Times are nanoseconds; 0 turns an idle timeout or an automatic ping off.
public struct EngineSettings: Sendable {
    /// Clients served at once; the next one gets 503. 256: more than a bench or a fleet of
    /// devices needs, at 300 bytes each.
    public var slots = 256
    /// Connections past the last slot that still get a polite 503. 8: enough that a person sees
    /// it, too few to feed a flood.
    public var overflowLane = 8
    /// Bytes of one message. 1 MiB: above what clients of devices send.
    public var maximumMessage = 1 << 20
    /// Bytes of one frame.
    public var maximumFrame = 1 << 20
    /// Frames of one message; empty ones count. 131 072: 1 MiB in frames of 8 bytes.
    public var maximumFragments = 131_072
    /// Silence of a client before TIMEOUT and close 1000: the interface's client timeout.
    public var idleTimeout: UInt64 = 30 * .second
    /// From one automatic ping to the next. Below the idle timeout, so that a client that only
    /// answers pings lives.
    public var pingInterval: UInt64 = 20 * .second
    /// From a ping to its pong.
    public var pongTimeout: UInt64 = 20 * .second
    /// From accept to 101, never extended by bytes that arrive.
    public var handshakeTimeout: UInt64 = 10 * .second
    /// Handshakes under way at one time, in slots of clients; one more ends the oldest. 1 024: a
    /// second's worth of newcomers, should a crowd come back at once.
    public var handshakes = 1024
    public var addressLimits = AddressLimits()
    /// From our close frame to the end of TCP.
    public var closeTimeout: UInt64 = 10 * .second
    /// From the first byte of a message to its last.
    public var messageTimeout: UInt64 = 60 * .second
    /// How long queued bytes may wait without the peer reading one.
    public var stallTimeout: UInt64 = 30 * .second
    /// Bytes that may wait for one peer; one message above the high mark is always taken.
    public var sendQueue = 1 << 20
    /// Queued bytes above which nothing more is read from the peer …
    public var sendQueueHigh = 256 << 10
    /// … until no more than this wait.
    public var sendQueueLow = 64 << 10
    /// Control frames a second that a peer may send for long, and how many at once.
    public var controlRate = 100
    public var controlBurst = 1000
    /// Bytes that all partial messages and send queues may hold together.
    public var memoryBudget = 256 << 20
    /// Events and frames kept for a watcher that has not yet asked: a power of two. 4 096, some 0.7
    /// MiB each: what is written between two screens, without pushing all else out of the cache.
    public var eventRing = 4096
    public var frameRing = 4096
    /// Bytes of payloads that are kept for a watcher, a power of two; 0 keeps previews alone. 16
    /// MiB: some minutes of a usual server, and a message of the default limit several times over.
    public var payloadRing = 16 << 20
    /// Whether the secrets of opening handshakes are overwritten before anybody sees them.
    public var hidesSecrets = true
    /// Whether a reply may go out from where the message lies, after its sender was told that it is
    /// on its way. Off for applications that change a message in place afterwards, as C may.
    public var lendsPayloads = true
    /// Whether and how messages are compressed; off, so that a connection costs nothing more unless
    /// somebody asks for it. RFC 7692.
    public var deflate = DeflatePolicy.off
    /// How long a connection that neither sends nor receives compressed messages keeps zlib's
    /// memory; 0 keeps it. 10 s: longer than the pauses in a stream of messages.
    public var deflateIdle: UInt64 = 10 * .second
    /// Which handshakes are welcome, and the subprotocols on offer.
    public var handshake = HandshakePolicy()
    public var handshakeLimits = HandshakeLimits()

    public init() {}

    /// Sets how much may wait for one peer, with marks in the usual proportion: a quarter, beyond
    /// which its messages are left unread, and a sixteenth, below which they are read again.
    public mutating func limitSendQueue(to bytes: Int) {
        sendQueue = max(1, bytes)
        sendQueueHigh = sendQueue / 4
        sendQueueLow = sendQueue / 16
    }
}

extension UInt64 {
    /// One second in nanoseconds.
    public static let second: UInt64 = 1_000_000_000
    /// One millisecond in nanoseconds.
    public static let millisecond: UInt64 = 1_000_000
}
