import WebSocketEngine

/// Everything seen of the engine up to an instant; freezing the display keeps a copy of it.
struct Scene: Sendable {
    var now = Instant.zero
    var totals = Totals()
    var slots = SlotsTable()
    var events: BoundedLog<EventEntry>
    var frames: BoundedLog<FrameEntry>
    var messages = Messages()
    var sieve = FrameSieve()
    /// Entries that the log of events has ever had.
    var eventsLogged: UInt64 = 0
    /// Events and frames that the engine's rings overwrote before they were read.
    var eventsLost: UInt64 = 0
    var framesLost: UInt64 = 0
    /// Lines that were printed faster than they were taken.
    var linesLost: UInt64 = 0
    var rates = Rates()

    /// About 2 MB each; an hour of a quiet server, some seconds of a busy one.
    static let eventsKept = 10_000
    static let framesKept = 10_000
    /// Of each, where nothing more comes: some 70 MB for a long capture.
    static let keptOfCaptures = 100_000

    init() {
        events = BoundedLog(capacity: Scene.eventsKept)
        frames = BoundedLog(capacity: Scene.framesKept)
    }

    /// - Parameter kept: events, and frames, that there is room for.
    init(kept: Int) {
        events = BoundedLog(capacity: kept)
        frames = BoundedLog(capacity: kept)
        sieve.kept = kept
        messages.limit = kept
    }
}

struct EventEntry: LogEntry {
    /// Counts the entries of the log; lines that were printed have no number of the engine's.
    var sequence: UInt64
    var happening: Happening

    /// The event; nil for a line that was printed.
    var record: EventRecord? {
        if case .event(let record) = happening { return record }
        return nil
    }
}

struct FrameEntry: LogEntry {
    var record: FrameRecord
    /// nil for a message of one frame, and for control frames.
    var fragment: Fragment?
    var sequence: UInt64 { record.sequence }
}
