import WebSocketEngine

/// A command line cut into words that remember where they stood.
struct CommandWords: Sendable {
    struct Word: Hashable, Sendable {
        var text: String
        /// Characters from the start of the line.
        var offset: Int
    }

    private let line: [Character]
    private var place = 0

    init(_ line: String) {
        self.line = Array(line)
        skipBlanks()
    }

    var isAtEnd: Bool { place >= line.count }
    /// Where the next word stands, or the end of the line.
    var offset: Int { place }

    func peek() -> Word? {
        guard !isAtEnd else { return nil }
        return Word(text: String(line[place...].prefix { $0 != " " }), offset: place)
    }

    mutating func next() -> Word? {
        guard let word = peek() else { return nil }
        place += word.text.count
        skipBlanks()
        return word
    }

    /// Everything up to the end of the line, blanks inside it kept.
    mutating func rest() -> Word {
        defer { place = line.count }
        return Word(text: String(line[place...]), offset: place)
    }

    /// Refuses words that no one asked for.
    func expectEnd() throws(CommandError) {
        guard let word = peek() else { return }
        throw CommandError("nothing more belongs here", at: word.offset)
    }

    private mutating func skipBlanks() {
        while place < line.count, line[place] == " " { place += 1 }
    }
}
