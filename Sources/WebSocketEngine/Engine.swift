import WebSocketWire

/// The WebSocket service without a socket: time and bytes go in, events, writes and effects come
/// out.
///
/// The engine never calls anybody. Whoever drives it tells it what happened, then pulls: `next`
/// until it returns nil, `nextWrite` until nil, `nextEffect` until nil, and again until all three
/// are quiet. An application that sends from inside an event is thus never inside the engine.
/// Everything is touched by one thread at a time, and no access to a property can meet another, as
/// nothing is called from inside one: hence `@exclusivity(unchecked)` on those of the hot path.
public final class Engine {
    public let settings: EngineSettings
    let readLimits: ReadLimits
    /// Of connections that have agreed on compression.
    let deflatingLimits: ReadLimits
    let pool: BufferPool

    /// Clients first, the overflow lane behind them.
    let slots: UnsafeMutablePointer<Slot>
    let slotCount: Int
    var free: FreeSlots
    var freeLane: FreeSlots
    let deadlines: Deadlines
    var unfinished: PendingHandshakes
    var addresses: AddressBook
    /// When a refusal of an address was told last.
    var toldRefusalAt = Instant.zero

    @exclusivity(unchecked) var input = Input()
    @exclusivity(unchecked) var pending = PlainQueue<PendingEvent>(capacity: 64)
    @exclusivity(unchecked) var effects = PlainQueue<Effect>(capacity: 256)
    @exclusivity(unchecked) var outbox = Outbox()
    @exclusivity(unchecked) var writables = PlainQueue<ConnectionID>(capacity: 64)
    @exclusivity(unchecked) var jobs: [Job] = []
    /// Frames are composed here, and the payload of the event at hand lies here.
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 16)
    /// Where in the scratch a frame's header is composed.
    static let headScratch = 256
    /// The pieces of a write that is not the outbox's.
    let onePiece = UnsafeMutablePointer<Write.Piece>.allocate(capacity: 2)

    /// The message of the event at hand, when no reader holds it: it was inflated, or its
    /// connection ended while the application reads it.
    @exclusivity(unchecked) var orphan: UnsafeMutableRawBufferPointer?

    let compressors: Compressors
    /// Of slots whose last connection has ended and had agreed on compression, for whoever watches.
    var endedCompression: [Int: EndedCompression] = [:]
    /// The compressed payload of the frame that is being written.
    @exclusivity(unchecked) var outgoing = PooledBytes()
    @exclusivity(unchecked) var shared: SharedPayload?

    /// What is special about slots whose flag says so, by index.
    @exclusivity(unchecked) var tempers: [Int: Tempering] = [:]
    /// The connection whose writes are split and whose turn it is, and how many it has left.
    @exclusivity(unchecked) var splitting: (id: ConnectionID, left: Int)?
    var repeats: [RepeatedCraft] = []
    var repeatSerial: UInt64 = 0

    @exclusivity(unchecked) var tally = Totals()
    /// The newest instant the engine was told.
    @exclusivity(unchecked) var latest = Instant.zero
    var pingCounter: UInt64 = 0
    var isShuttingDown = false

    /// Whether events and frames are recorded, and changed rows marked, for a watcher.
    @exclusivity(unchecked) public var isWatching = false {
        didSet { if isWatching != oldValue { isWatching ? startWatching() : payloads.close() } }
    }
    /// When a watcher last took its news.
    var lastLook = Instant.zero
    /// One for each slot: what the frames sent so far mean for the next. RFC 6455 §5.4.
    let judges: UnsafeMutablePointer<FrameJudge>
    @exclusivity(unchecked) var events: History<EventRecord>
    @exclusivity(unchecked) var frames: History<FrameRecord>
    @exclusivity(unchecked) var payloads: PayloadRing
    @exclusivity(unchecked) var handshakes: History<KeptHandshake>
    @exclusivity(unchecked) var handshakeBytes: PayloadRing
    let changed: ChangedSlots
    @exclusivity(unchecked) var hasUnsharedNews = false
    /// What changed and has not been told yet, for each seat.
    @exclusivity(unchecked) var owed: [OwedRows]

    public init(settings: EngineSettings) {
        self.settings = settings
        readLimits = ReadLimits(
            maximumFrame: settings.maximumFrame, maximumMessage: settings.maximumMessage,
            maximumFragments: settings.maximumFragments)
        deflatingLimits = ReadLimits(
            maximumFrame: settings.maximumFrame, maximumMessage: settings.maximumMessage,
            maximumFragments: settings.maximumFragments,
            allowedReservedBits: FrameHeader.compressedBit)
        pool = BufferPool(budget: settings.memoryBudget)
        compressors = Compressors(policy: settings.deflate, pool: pool)
        slotCount = settings.slots + settings.overflowLane
        slots = .allocate(capacity: max(slotCount, 1))
        slots.initialize(repeating: Slot(), count: slotCount)
        judges = .allocate(capacity: max(slotCount, 1))
        free = FreeSlots(slots: settings.slots)
        freeLane = FreeSlots(slots: settings.overflowLane)
        deadlines = Deadlines(slots: slotCount)
        unfinished = PendingHandshakes(slots: slotCount)
        addresses = AddressBook(settings.addressLimits, slots: slotCount)
        events = History(capacity: settings.eventRing)
        frames = History(capacity: settings.frameRing)
        payloads = PayloadRing(
            capacity: settings.payloadRing,
            share: min(settings.payloadRing / Self.payloadShare, Self.payloadLimit))
        handshakes = History(capacity: Self.handshakesKept)
        handshakeBytes = PayloadRing(
            capacity: Self.handshakesKept << 11, share: Self.handshakeLimit)
        changed = ChangedSlots(slots: slotCount)
        let count = slotCount
        owed = WatchSeat.allCases.map { _ in OwedRows(slots: count) }
        tally.slots = settings.slots
    }

    deinit {
        for index in 0..<slotCount { dropMemory(of: slots + index) }
        dropOrphan()
        dropShared()
        outgoing.give(to: pool)
        slots.deallocate()
        judges.deallocate()
        free.deallocate()
        freeLane.deallocate()
        deadlines.deallocate()
        unfinished.deallocate()
        pending.deallocate()
        effects.deallocate()
        outbox.deallocate()
        writables.deallocate()
        events.deallocate()
        frames.deallocate()
        payloads.deallocate()
        handshakes.deallocate()
        handshakeBytes.deallocate()
        changed.deallocate()
        for rows in owed { rows.slots.deallocate() }
        scratch.deallocate()
        onePiece.deallocate()
        for job in jobs { job.payload.deallocate() }
    }

    /// What the engine has counted since it began.
    public var totals: Totals { tally }

    /// Whether nobody is connected.
    public var isIdle: Bool { tally.slotsUsed == 0 && laneUsed == 0 }
    var laneUsed = 0

    /// Whether nothing waits to be pulled: no event, no write, no effect.
    public var isQuiet: Bool {
        pending.isEmpty && !input.isActive && effects.isEmpty && outbox.isEmpty
            && writables.isEmpty && splitting == nil && jobs.isEmpty
    }

    /// The connection of this identity, or why there is none.
    @inline(__always)
    func find(_ id: ConnectionID) -> UnsafeMutablePointer<Slot>? {
        guard Int(id.slot) < slotCount else { return nil }
        let slot = slots + Int(id.slot)
        return slot.pointee.generation == id.generation && slot.pointee.phase != .free ? slot : nil
    }

    @inline(__always)
    func index(of slot: UnsafeMutablePointer<Slot>) -> Int { slot - slots }

    @inline(__always)
    func id(of slot: UnsafeMutablePointer<Slot>) -> ConnectionID {
        ConnectionID(
            slot: UInt32(truncatingIfNeeded: slot - slots), generation: slot.pointee.generation)
    }
}
