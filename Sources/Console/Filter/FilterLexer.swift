/// Cuts a filter into tokens that remember where they stood.
struct FilterLexer {
    struct Token: Equatable {
        enum Kind: Equatable {
            case open, close, invert, end
            case relation(String)
            case word(String)
            /// As between the quotes, escapes kept.
            case quoted(String)
        }

        var kind: Kind
        /// Characters from the start of the line.
        var offset: Int
    }

    private let line: [Character]
    private var place = 0

    var isAtEnd: Bool { place >= line.count }

    init(_ text: String) { line = Array(text) }

    mutating func next() throws(CommandError) -> Token {
        skipBlanks()
        let start = place
        guard start < line.count else { return Token(kind: .end, offset: line.count) }
        if let relation = relation() { return Token(kind: .relation(relation), offset: start) }
        switch line[start] {
        case "(", ")", "!":
            place += 1
            let kind: Token.Kind =
                line[start] == "(" ? .open : line[start] == ")" ? .close : .invert
            return Token(kind: kind, offset: start)
        case "\"": return Token(kind: .quoted(try quotation()), offset: start)
        default:
            while place < line.count, !endsWord { place += 1 }
            return Token(kind: .word(String(line[start..<place])), offset: start)
        }
    }

    /// A pattern without quotes: up to a blank, or to a parenthesis that it did not open itself.
    mutating func pattern() throws(CommandError) -> Token {
        skipBlanks()
        let start = place
        guard start < line.count, line[start] != "\"" else { return try next() }
        var depth = 0
        while place < line.count, !line[place].isWhitespace {
            if line[place] == "(" { depth += 1 }
            if line[place] == ")" {
                if depth == 0 { break }
                depth -= 1
            }
            place += line[place] == "\\" && place + 1 < line.count ? 2 : 1
        }
        if place == start { return try next() }
        return Token(kind: .word(String(line[start..<place])), offset: start)
    }

    private var endsWord: Bool {
        let character = line[place]
        if character.isWhitespace || "()=<>~".contains(character) { return true }
        return character == "!" && place + 1 < line.count && line[place + 1] == "="
    }

    private mutating func relation() -> String? {
        for length in [2, 1] where place + length <= line.count {
            let text = String(line[place..<(place + length)])
            guard text == "~" || FilterRelation(rawValue: text) != nil else { continue }
            place += length
            return text
        }
        return nil
    }

    private mutating func quotation() throws(CommandError) -> String {
        let start = place + 1
        place = start
        while place < line.count, line[place] != "\"" {
            place += line[place] == "\\" ? 2 : 1
        }
        guard place < line.count else {
            place = line.count
            throw .unfinished("a \" is missing", at: line.count)
        }
        defer { place += 1 }
        return String(line[start..<place])
    }

    private mutating func skipBlanks() {
        while place < line.count, line[place].isWhitespace { place += 1 }
    }
}

extension FilterLexer.Token {
    /// What it says, without quotes.
    var text: String {
        switch kind {
        case .open: "("
        case .close: ")"
        case .invert: "!"
        case .end: ""
        case .relation(let text), .word(let text), .quoted(let text): text
        }
    }

    /// What a text says without the escapes `\"` and `\\`.
    static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped, character != "\"", character != "\\" { result.append("\\") }
            isEscaped = !isEscaped && character == "\\"
            if !isEscaped { result.append(character) }
        }
        return isEscaped ? result + "\\" : result
    }
}
