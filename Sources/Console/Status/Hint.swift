/// What the line at the bottom reminds of, while a pane has the focus.
struct Hint: Sendable {
    /// Named by their first keys.
    var actions: [Action]
    var text: String

    init(_ actions: Action..., text: String) {
        self.actions = actions
        self.text = text
    }

    /// The most useful first; what does not fit is left out.
    static func all(for pane: Pane) -> [Hint] {
        switch pane {
        case .slots: [ping, send, close] + [Hint(.open, text: "frames")] + common + [mark, help]
        case .events: [inspect] + common + [follow, freeze, next, help]
        case .frames: [inspect, all] + common + [follow, freeze, help]
        case .inspector: inspector + [help]
        }
    }

    /// While a page is read.
    static func all(for page: Page) -> [Hint] {
        let reading = [
            Hint(.filter, text: "find"), Hint(.nextMatch, text: "next"),
            Hint(.back, text: "back"), help,
        ]
        if case .handshake = page.subject { return reading }
        return [Hint(.nextPane, text: "text/JSON/hex"), Hint(.copyFrame, text: "copy")] + reading
    }

    /// While bits are flipped.
    static let lab = [
        Hint(.previousBit, .nextBit, text: "bit"), Hint(.mark, text: "flip"),
        Hint(.open, text: "send"), Hint(.compose, text: "compose"),
        Hint(.back, text: "discard"), field,
    ]
    private static let field = Hint(.previousField, .nextField, text: "field")
    private static let ping = Hint(.ping, text: "ping")
    private static let send = Hint(.send, text: "send")
    private static let close = Hint(.close, text: "close")
    private static let mark = Hint(.mark, text: "mark")
    private static let help = Hint(.help, text: "help")
    private static let inspect = Hint(.open, text: "inspect")
    private static let all = Hint(.allFrames, text: "all/slot")
    private static let follow = Hint(.follow, text: "follow")
    private static let freeze = Hint(.freeze, text: "freeze")
    private static let next = Hint(.nextMatch, text: "next")
    private static let common = [
        Hint(.filter, text: "filter"), Hint(.command, text: "command"),
    ]
    private static let inspector = [
        field, Hint(.previousBit, .nextBit, text: "bit"), Hint(.mark, text: "flip"),
        Hint(.down, .up, text: "frame"), Hint(.viewPayload, text: "payload"),
        Hint(.compose, text: "compose"),
        Hint(.zoomIn, text: "zoom"), Hint(.back, text: "back"), Hint(.command, text: "command"),
    ]
}
