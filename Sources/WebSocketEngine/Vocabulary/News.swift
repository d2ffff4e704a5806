/// What changed since a watcher last asked: packed copies, made at most once a screen frame.
public struct News: Sendable {
    /// The engine's clock when this was written.
    public var at: Instant
    public var totals: Totals
    /// Rows that changed, each as it is now.
    public var rows: [SlotRow]
    /// New events, oldest first.
    public var events: [EventRecord]
    /// Events since the start that this watcher will never see.
    public var eventsLost: UInt64
    /// New frames, oldest first.
    public var frames: [FrameRecord]
    /// Frames since the start that this watcher will never see.
    public var framesLost: UInt64
    /// Opening handshakes that were answered, oldest first.
    public var handshakes: [HandshakeRecord]
    /// Of the frames, for who asked for them.
    public var payloads: CarriedPayloads

    public init(at: Instant, totals: Totals) {
        self.at = at
        self.totals = totals
        rows = []
        events = []
        eventsLost = 0
        frames = []
        framesLost = 0
        handshakes = []
        payloads = CarriedPayloads()
    }
}
