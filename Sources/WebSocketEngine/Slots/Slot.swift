import WebSocketWire

/// All that an idle connection costs: plain memory in the slot table.
struct Slot {
    var generation: UInt32 = 0
    var phase = Phase.free
    var isSecure = false
    /// Past the last slot: gets a 503 and raises no event.
    var isOverflow = false
    /// The table has announced CONNECTING, and so owes CLOSED.
    var isAnnounced = false
    /// A fragmented message of ours has begun. RFC 6455 §5.4.
    var isSendingFragments = false
    /// Nothing is read from the peer until its queue is short again.
    var isReadingPaused = false
    var isWritingWatched = false
    /// A ping of ours has not been answered yet.
    var isPongAwaited = false
    /// An interest effect for this slot waits already.
    var isInterestPending = false
    /// A send was refused since the queue was last short; said once.
    var isOverrun = false
    /// FIN has been ordered already.
    var isFinished = false

    var missedPongs: UInt32 = 0
    /// Runs of bytes in the outbox that are this slot's.
    var gatheredRuns: UInt32 = 0
    /// Ciphertext the transport still holds.
    var transportBacklog: UInt32 = 0
    /// A hash of the payload of the last ping, which its pong must repeat. RFC 6455 §5.5.3.
    var pingHash: UInt32 = 0
    /// Microseconds; `.max` before the first matched pong.
    var roundTrip = UInt32.max

    var peer = PeerAddress(high: 0, low: 0, port: 0)
    var openedAt = Instant.zero
    var lastReceivedAt = Instant.zero
    var lastPingAt = Instant.zero
    var pongAwaitedSince = Instant.zero
    var lastPongAt = Instant.zero
    /// When what the phase waits for began: the message at hand while open, zero when there is
    /// none; the end of the connection in the phases after that.
    var waitingSince = Instant.zero
    /// When the peer last took a byte while some waited.
    var progressAt = Instant.zero
    /// The instant to which the peer's control frames have used up their rate.
    var controlHorizon = Instant.zero

    var receivedMessages: UInt64 = 0
    var sentMessages: UInt64 = 0
    var receivedBytes: UInt64 = 0
    var sentBytes: UInt64 = 0

    var reader = MessageReader()
    var queue = SendQueue()
    var side = SideBlock()
    var facts = CloseFacts(initiator: .peer, cause: .vanished, code: .abnormalClosure)
}
