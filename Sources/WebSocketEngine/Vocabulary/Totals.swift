/// What the whole engine has counted since it started.
@frozen
public struct Totals: Hashable, Sendable {
    public var slots = 0
    public var slotsUsed = 0
    public var slotsPeak = 0
    /// Connections that raised CONNECTING, and CLOSED.
    public var opened: UInt64 = 0
    public var closed: UInt64 = 0
    /// Connections turned away because every slot was taken.
    public var refused: UInt64 = 0
    /// Connections closed at once because their address had its share.
    public var turnedAway: UInt64 = 0
    /// Handshakes that were ended because a newcomer needed the room.
    public var displaced: UInt64 = 0
    public var receivedFrames: UInt64 = 0
    /// Frames that broke a rule.
    public var rejectedFrames: UInt64 = 0
    /// Data frames that nobody was told of: they came while the connection was closing, or it
    /// ended amid their message.
    public var discardedFrames: UInt64 = 0
    public var receivedMessages: UInt64 = 0
    public var receivedBytes: UInt64 = 0
    /// What is on its way or has gone: without the pongs that a newer one replaced.
    public var sentFrames: UInt64 = 0
    public var sentMessages: UInt64 = 0
    public var sentBytes: UInt64 = 0
    /// Sends that a full queue or a lack of memory refused.
    public var droppedSends: UInt64 = 0
    /// Pongs that the peer did not read before its next ping: the newer one took their place.
    /// RFC 6455 §5.5.3.
    public var replacedPongs: UInt64 = 0
    /// Of compressed messages. RFC 7692.
    public var receivedCompression = CompressionCount()
    public var sentCompression = CompressionCount()
    public var breaches: UInt64 = 0
    public var timeouts: UInt64 = 0
    public var errors: UInt64 = 0
    public var queuedBytes: UInt64 = 0
    public var lag = LoopLag()
    /// Crafted frames that are being sent again and again.
    public var repeating = 0

    public init() {}
}
