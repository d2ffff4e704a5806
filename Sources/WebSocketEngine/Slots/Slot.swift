import WebSocketWire

/// All that an idle connection costs: plain memory in the slot table, at most 256 bytes.
///
/// The order of the fields leaves no gaps.
struct Slot {
    var peer = PeerAddress(high: 0, low: 0, port: 0)
    /// Pings in a row that no pong has answered; 255 and more are 255.
    var missedPongs: UInt8 = 0
    var phase = Phase.free
    var generation: UInt32 = 0

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

    var queue = SendQueue()
    var side = SideBlock()
    var reader = MessageReader()
    var flags = SlotFlags()

    /// A hash of the payload of the last ping, which its pong must repeat. RFC 6455 §5.5.3.
    var pingHash: UInt16 = 0
    /// Runs of bytes in the outbox that are this slot's.
    var gatheredRuns: UInt32 = 0
    /// Ciphertext the transport still holds.
    var transportBacklog: UInt32 = 0
    /// Microseconds; `.max` before the first matched pong.
    var roundTrip = UInt32.max
    var facts = CloseFacts(initiator: .peer, cause: .vanished, code: .abnormalClosure)

    mutating func missPong() {
        if missedPongs < .max { missedPongs &+= 1 }
    }

    subscript(flag: SlotFlags) -> Bool {
        get { flags.contains(flag) }
        set {
            if newValue { flags.insert(flag) } else { flags.remove(flag) }
        }
    }
}

/// What is true of a slot beside its phase.
struct SlotFlags: OptionSet {
    let rawValue: UInt16

    static let secure = SlotFlags(rawValue: 1 << 0)
    /// Past the last slot: gets a 503 and raises no event.
    static let overflow = SlotFlags(rawValue: 1 << 1)
    /// CONNECTING was raised, and so CLOSED is owed.
    static let announced = SlotFlags(rawValue: 1 << 2)
    /// A fragmented message of ours has begun. RFC 6455 §5.4.
    static let sendingFragments = SlotFlags(rawValue: 1 << 3)
    /// Nothing is read from the peer until its queue is short again.
    static let readingPaused = SlotFlags(rawValue: 1 << 4)
    static let writingWatched = SlotFlags(rawValue: 1 << 5)
    /// A ping of ours has not been answered yet.
    static let pongAwaited = SlotFlags(rawValue: 1 << 6)
    /// An interest effect for this slot waits already.
    static let interestPending = SlotFlags(rawValue: 1 << 7)
    /// A send was refused since the queue was last short; said once.
    static let overrun = SlotFlags(rawValue: 1 << 8)
    /// FIN has been ordered already.
    static let finished = SlotFlags(rawValue: 1 << 9)
    /// permessage-deflate was agreed on: the side block has a compressor. RFC 7692 §5.
    static let deflates = SlotFlags(rawValue: 1 << 10)
    /// The engine's `tempers` has something about this slot.
    static let tempered = SlotFlags(rawValue: 1 << 11)
    /// The last read that tells was of small frames, or there was none yet.
    static let smallFrames = SlotFlags(rawValue: 1 << 12)
    /// Only so many bytes a second are read.
    static let readsSlowly = SlotFlags(rawValue: 1 << 13)
    /// Nothing is read until time has allowed some bytes more.
    static let readingHeld = SlotFlags(rawValue: 1 << 14)
    /// A read ended amid a frame behind the peer's close frame.
    static let lateTorn = SlotFlags(rawValue: 1 << 15)

    /// Each makes a read smaller than others.
    static let readsLess: SlotFlags = [.deflates, .readsSlowly, .smallFrames]
    /// Either makes a message more than a header and its payload behind what was sent before.
    static let sendsUnusually: SlotFlags = [.sendingFragments, .deflates]
}
