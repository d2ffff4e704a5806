import TerminalCanvas
import WebSocketEngine

/// Everything the console knows. `update` changes it, `ConsoleView` paints it.
struct ConsoleModel: Sendable {
    enum Mode: Sendable {
        case browsing
        case editing(Prompt)
        case asking(Question)
        /// Which part of the selected frame goes to the clipboard?
        case copying(FrameRecord)
        case composing(Composer)
        case closing(CloseDialog)
        case hostile(HostileMenu)
        /// The help, scrolled down by so many rows.
        case help(Int)
        case choosingColumns(ColumnChooser)
        case sorting(SortMenu)
        /// A letter that names a place is waited for.
        case placing(PlaceUse)
    }

    let facts: ConsoleFacts
    var keymap: Keymap

    var size = Size(columns: 80, rows: 24)
    var clock = ClockReading(
        now: .zero, wall: WallClock(nanosecondsAtZero: 0, secondsFromUTC: 0))

    /// What goes on; a frozen display shows `frozen` meanwhile.
    var live = Scene()
    var frozen: Scene?
    /// Printed lines whose place among the events is not known yet.
    var heldLines = HeldLines(capacity: Scene.eventsKept)
    /// The newest event of the engine, by its number.
    var lastEvent: UInt64 = 0

    var mode = Mode.browsing
    /// Whether the welcome stands in its corner.
    var isWelcoming: Bool
    var focus = Pane.slots
    var arrangement = Arrangement.automatic
    var isZoomed = false
    /// In the stacked arrangement the inspector takes the place of the frames.
    var isInspecting = false

    var slots = ListCursor<ConnectionID>()
    var events = ListCursor<UInt64>()
    var frames = ListCursor<UInt64>()
    var followsEvents = true
    var followsFrames = true
    /// Frames of every slot rather than of the selected one.
    var showsAllFrames = true
    /// The slot whose frames are shown, unless all are.
    var scopedTo: ConnectionID?
    var filters: [Pane: Filter] = [:]
    var foldsFragments = false
    /// The columns an operator chose; nil leaves it to the room there is.
    var columns: [SlotColumn]?
    /// Columns of the slots that are scrolled out at the left.
    var skippedColumns = 0
    /// What `n` and `N` look for.
    var searched: Filter?
    var marks: Set<ConnectionID> = []
    /// One end of the next range.
    var lastMarked: ConnectionID?
    /// Rows to come back to, by letter.
    var places: [Character: Spot] = [:]
    var trail = Trail()
    /// Which field of the inspected frame is selected.
    var field = 0
    /// Which bit of it, once somebody moves from bit to bit.
    var bit: Int?
    /// A copy of the inspected frame with bits flipped.
    var lab: BitLab?

    /// What is read in the place of the panes.
    var page: Page?
    /// What `n` and `N` look for in a page.
    var pageSearch: String?
    /// The payload that has been asked for, and how many have been.
    var loading: PayloadLoad?
    var loadsBegun: UInt64 = 0
    var handshakes = HandshakeShelf()
    var door = DoorStatus()

    var toasts: [Toast] = []
    var history: History
    var pending = PendingCommands()
    /// Frames sent before, the newest last, and the one composed last.
    var drafts: [FrameDraft] = []
    var lastDraft: FrameDraft?
    var templates = FrameTemplates()
    /// Connections of which our side misbehaves on purpose.
    var hostile: Set<ConnectionID> = []
    var drain: Drain?
    var theme: String
    /// What the help is about, while it is open.
    var helpTopic = HelpTopic.everything
    /// Shown instead, as long as the command line names it.
    var previewedTheme: String?

    /// Whether there are lines of text instead of a screen: nothing is selected then, and what is
    /// asked for is answered.
    var isLinear = false
    var answer: [String] = []

    init(facts: ConsoleFacts) {
        self.facts = facts
        theme = facts.theme
        isWelcoming = facts.welcomes
        if facts.capture != nil { live = Scene(kept: Scene.keptOfCaptures) }
        keymap = Keymap(facts.keys)
        history = History(facts.history)
        columns = ColumnChoice.read(facts.columns)
        templates = (try? FrameTemplates(reading: facts.templates)) ?? FrameTemplates()
    }

    var shown: Scene { frozen ?? live }
    var isFrozen: Bool { frozen != nil }
    /// The instant that ages and deadlines are counted to: a frozen display stands still.
    var now: Instant { frozen?.now ?? max(clock.now, live.now) }
    var glyphs: Glyphs { facts.unicode ? Look.glyphs : .ascii }
    var layout: Layout { Layout(self) }
    /// Whether the clock is wanted ten times a second rather than once.
    var isHurried: Bool { drain != nil }

    /// Whether the inspector takes the place of the frames where there is room for one of them.
    var showsInspector: Bool { focus == .inspector || (isInspecting && focus != .frames) }

    /// The frame that the inspector shows.
    var inspected: FrameRecord? {
        frames.id.flatMap { shown.frames[sequence: $0] }?.record
    }

    /// Whom an action is for: the marked slots, or else the selected one.
    var targets: [ConnectionID] {
        marks.isEmpty && !isLinear ? slots.id.map { [$0] } ?? [] : marks.sorted()
    }

    mutating func say(_ text: String, _ level: Toast.Level = .note) {
        toasts.append(Toast(text: text, level: level, until: clock.now + Toast.life))
        if toasts.count > 3 { toasts.removeFirst() }
    }

    /// Says how something ended that was asked for before. A warning that is still to be read, as
    /// one that wants a second Enter, stays in front of the news that all went well.
    mutating func sayOutcome(_ text: String, _ level: Toast.Level) {
        say(text, level)
        guard level == .note, toasts.count > 1, let outcome = toasts.popLast() else { return }
        let isBehind = toasts.last.map { $0.level != .note && $0.until > clock.now } ?? false
        toasts.insert(outcome, at: isBehind ? toasts.count - 1 : toasts.count)
    }
}
