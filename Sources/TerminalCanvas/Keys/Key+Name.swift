extension Key {
    /// The key's name as help and configuration spell it: `Ctrl-D`, `F6`, `PgDn`, `Space`, `x`.
    public var name: String {
        if let word = Key.words.first(where: { $0.key == self })?.word { return word }
        return switch self {
        case .character(let character): String(character)
        case .control(" "): "Ctrl-Space"
        case .control(let character): "Ctrl-\(character)"
        case .alt(" "): "Alt-Space"
        case .alt(let character): "Alt-\(character)"
        case .function(let number): "F\(number)"
        case .paste: "Paste"
        case .mouse(let event): "Mouse-\(event.button)"
        case .resize: "Resize"
        default: ""
        }
    }

    /// The key of a name, or nil. A paste, the mouse and a resize have no name to bind.
    ///
    /// Words are read without regard to case, characters with it.
    public init?(name: String) {
        let folded = name.lowercased()
        if let key = Key.words.first(where: { $0.word.lowercased() == folded })?.key {
            self = key
        } else if let character = Key.onlyCharacter(of: name[...]) {
            self = .character(character)
        } else if folded.hasPrefix("ctrl-"), let control = Key.namedCharacter(folded.dropFirst(5)),
            let code = control.asciiValue
        {
            self = .control(
                Character(Unicode.Scalar(UInt8(ascii: "a") <= code ? code & 0x5F : code)))
        } else if folded.hasPrefix("alt-"), let character = Key.namedCharacter(name.dropFirst(4)) {
            self = .alt(character)
        } else if folded.hasPrefix("f"), let number = Int(name.dropFirst()),
            (1...63).contains(number)
        {
            self = .function(number)
        } else {
            return nil
        }
    }

    private static let words: [(key: Key, word: String)] = [
        (.space, "Space"), (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"),
        (.backTab, "Shift-Tab"), (.backspace, "Backspace"), (.delete, "Del"), (.insert, "Ins"),
        (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"),
        (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.terminalLost, "TerminalLost"),
    ]

    private static func namedCharacter(_ text: Substring) -> Character? {
        text.lowercased() == "space" ? " " : onlyCharacter(of: text)
    }

    private static func onlyCharacter(of text: Substring) -> Character? {
        guard let first = text.first, text.count == 1, first != " " else { return nil }
        return first
    }
}
