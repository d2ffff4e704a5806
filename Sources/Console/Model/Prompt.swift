import WebSocketEngine

/// An open input line at the bottom of the screen.
struct Prompt: Sendable {
    enum Kind: Hashable, Sendable {
        case command
        /// What the pane had before comes back when the line is left.
        case filter(Pane, before: Filter?)
        /// In the page that is open.
        case find

        /// Lines of one kind share a history.
        var history: History.Kind {
            switch self {
            case .command: .command
            case .filter: .filter
            case .find: .find
            }
        }
    }

    var kind: Kind
    var line = LineEditor()
    /// How many lines back in the history; 0 is the line being typed.
    var recalled = 0
    /// The line that was being typed when the history was entered.
    var draft = ""
    var error: CommandError?
    /// What Tab found when it was more than one.
    var menu: CompletionMenu?
}

/// What is wrong with a line, and where.
struct CommandError: Error, Hashable, Sendable {
    var message: String
    /// Characters from the start of the line to the place.
    var offset: Int
    /// Nothing is wrong yet: more is to be typed.
    var isUnfinished = false

    init(_ message: String, at offset: Int = 0, isUnfinished: Bool = false) {
        self.message = message
        self.offset = offset
        self.isUnfinished = isUnfinished
    }

    static func unfinished(_ message: String, at offset: Int) -> CommandError {
        CommandError(message, at: offset, isUnfinished: true)
    }

    /// The same in a line that has more in front.
    func moved(by characters: Int) -> CommandError {
        CommandError(message, at: offset + characters, isUnfinished: isUnfinished)
    }
}
