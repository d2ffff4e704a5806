import TerminalCanvas

/// Which key does what. Dispatch, help, the hints and the README's table come from here.
struct Keymap: Sendable {
    let bindings: [KeyBinding]
    private let actions: [Key: Action]

    /// - Precondition: of two bindings of one key the first counts.
    init(_ bindings: [KeyBinding]) {
        self.bindings = bindings
        let pairs = bindings.flatMap { binding in binding.keys.map { ($0, binding.action) } }
        actions = Dictionary(pairs) { first, _ in first }
    }

    func action(for key: Key) -> Action? { actions[key] }

    /// The first key of an action, as help spells it; for one without a key, how to give it one.
    func keyName(of action: Action) -> String {
        keys(of: action).first.map(KeyName.short) ?? ":map KEY \(action.name)"
    }

    /// `Esc clears it`, as the panes say where a filter hides everything.
    var clearing: String { "\(keyName(of: .back)) clears it" }

    func hasKey(_ action: Action) -> Bool { !keys(of: action).isEmpty }

    static let standard = Keymap(move + act + find + screen + leave)

    private static let move = [
        KeyBinding(["j", .down], .down, .move, "down"),
        KeyBinding(["k", .up], .up, .move, "up"),
        KeyBinding(["g", .home], .top, .move, "to the top"),
        KeyBinding(["G", .end], .bottom, .move, "to the end"),
        KeyBinding([.control("D")], .halfPageDown, .move, "half a page down"),
        KeyBinding([.control("U")], .halfPageUp, .move, "half a page up"),
        KeyBinding([.pageDown], .pageDown, .move, "a page down"),
        KeyBinding([.pageUp], .pageUp, .move, "a page up"),
        KeyBinding(["h", .left], .previousField, .move, "field to the left; columns of the slots"),
        KeyBinding(["l", .right], .nextField, .move, "field to the right; columns of the slots"),
        KeyBinding([.tab], .nextPane, .move, "next pane"),
        KeyBinding([.backTab], .previousPane, .move, "previous pane"),
        KeyBinding(["1"], .slotsPane, .move, "slots"),
        KeyBinding(["2"], .eventsPane, .move, "events"),
        KeyBinding(["3"], .framesPane, .move, "frames"),
        KeyBinding(["4"], .inspectorPane, .move, "the selected frame, bit by bit"),
        KeyBinding(
            [.enter], .open, .move, "open: frames of a slot, bits of a frame"),
        KeyBinding([.escape], .back, .move, "back, or clear filter and marks"),
    ]

    private static let act = [
        KeyBinding(["p"], .ping, .act, "ping"),
        KeyBinding(["s"], .send, .act, "send: a text, or any frame bit by bit"),
        KeyBinding(["e"], .compose, .act, "send: the inspected frame, changed or not"),
        KeyBinding(["c"], .close, .act, "close with a code and a reason"),
        KeyBinding(["H"], .hostile, .act, "misbehave: mute, late, slow, split, no close"),
        KeyBinding(["x"], .abort, .act, "abort: end TCP at once (asks first)"),
        KeyBinding(["D"], .drain, .act, "drain: close the idle or the marked, one by one"),
        KeyBinding([.space], .mark, .act, "mark or unmark; flip the bit at hand"),
        KeyBinding(["["], .previousBit, .act, "previous bit of the inspected frame"),
        KeyBinding(["]"], .nextBit, .act, "next bit of the inspected frame"),
        KeyBinding(["V"], .markRange, .act, "mark all rows from the last mark to here"),
        KeyBinding(["U"], .unmarkAll, .act, "unmark all"),
    ]

    private static let find = [
        KeyBinding(
            ["/"], .filter, .find, "show the rows that fit; /! hides them"),
        KeyBinding(["n"], .nextMatch, .find, "next match"),
        KeyBinding(["N"], .previousMatch, .find, "previous match"),
        KeyBinding(["m"], .setPlace, .find, "name this row: then a letter"),
        KeyBinding(["'"], .jumpToPlace, .find, "jump to a named row: then its letter; '' back"),
        KeyBinding(["S", .function(6)], .chooseSort, .find, "sort: then the letter of a column"),
        KeyBinding(["<"], .previousSort, .find, "sort by the column to the left"),
        KeyBinding([">"], .nextSort, .find, "sort by the column to the right"),
        KeyBinding(["I"], .invertSort, .find, "invert the order"),
        KeyBinding(["a"], .allFrames, .find, "frames of all slots or of the selected one"),
        KeyBinding(["f"], .foldFragments, .find, "fold messages in fragments into one row"),
        KeyBinding(["u"], .slotOfRow, .find, "to the slot of the event or frame"),
        KeyBinding([.backspace], .whereOneWas, .find, "back to where one came from"),
        KeyBinding(["v"], .viewPayload, .find, "the whole message: text, JSON, hex"),
        KeyBinding(["o"], .handshake, .find, "the opening handshake of the slot"),
        KeyBinding(
            ["y"], .copyFrame, .find, "copy: f h p frame header payload, j JSON, c a s y code"),
        KeyBinding(["F"], .follow, .find, "follow the newest"),
        KeyBinding(["Z"], .freeze, .find, "freeze the display; nothing is lost meanwhile"),
        KeyBinding(["R"], .capture, .find, "start or stop a capture"),
    ]

    private static let screen = [
        KeyBinding(["?", .function(1)], .help, .screen, "help"),
        KeyBinding([":"], .command, .screen, "command line"),
        KeyBinding(["+"], .zoomIn, .screen, "zoom into the pane"),
        KeyBinding(["_"], .zoomOut, .screen, "zoom out"),
        KeyBinding(["L"], .cycleLayout, .screen, "next layout"),
        KeyBinding(["C"], .chooseColumns, .screen, "choose the columns of the slots"),
        KeyBinding(["t"], .nextTheme, .screen, "next theme"),
        KeyBinding([.control("L")], .redraw, .screen, "paint the screen anew"),
    ]

    private static let leave = [
        KeyBinding(["q"], .leave, .leave, "back; at the root quit"),
        KeyBinding(["Q"], .quitNow, .leave, "quit now"),
        KeyBinding([.control("Z")], .suspend, .leave, "suspend; the engine stops meanwhile"),
    ]
}
