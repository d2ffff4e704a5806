/// Reads a TOML text from its start to its first mistake. TOML 1.0.
struct TOMLParser {
    /// Arrays and inline tables in each other; more is no configuration but an attack on the stack.
    private static let mostNesting = 16

    private var scanner: TOMLScanner
    private var nesting = 0

    init(_ text: String) {
        scanner = TOMLScanner(text)
    }

    mutating func document() throws(TOMLText.Mistake) -> TOMLText.Table {
        var root = TOMLText.Table()
        var table: [String] = []
        while true {
            scanner.skipBlankLines()
            guard let next = scanner.peek else { return root }
            if next == UInt8(ascii: "[") {
                table = try header()
                let opened = TOMLText.Value(content: .table(.init()), line: scanner.line)
                try root.insert(opened, at: table[...])
            } else {
                let (path, value) = try keyAndValue()
                try root.insert(value, at: (table + path)[...])
            }
            guard scanner.endLine() else { throw mistake("something is left on the line") }
        }
    }

    private mutating func header() throws(TOMLText.Mistake) -> [String] {
        scanner.take("[")
        guard scanner.peek != UInt8(ascii: "[") else {
            throw mistake("an array of tables has no use here")
        }
        let path = try key()
        guard scanner.take("]") else { throw mistake("a table's name must end in ]") }
        return path
    }

    private mutating func keyAndValue() throws(TOMLText.Mistake) -> ([String], TOMLText.Value) {
        let line = scanner.line
        let path = try key()
        guard scanner.take("=") else { throw mistake("a key must be followed by =") }
        return (path, TOMLText.Value(content: try content(), line: line))
    }

    private mutating func key() throws(TOMLText.Mistake) -> [String] {
        var path: [String] = []
        repeat {
            scanner.skipBlanks()
            if let part = try scanner.string() {
                path.append(part)
            } else {
                let part = scanner.word { byte in
                    switch Character(Unicode.Scalar(byte)) {
                    case "A"..."Z", "a"..."z", "0"..."9", "_", "-": true
                    default: false
                    }
                }
                guard !part.isEmpty else { throw mistake("a key must be here") }
                path.append(part)
            }
            scanner.skipBlanks()
            guard path.count <= TOMLParser.mostNesting else { throw mistake("too many dots") }
        } while scanner.take(".")
        return path
    }

    private mutating func content() throws(TOMLText.Mistake) -> TOMLText.Value.Content {
        scanner.skipBlanks()
        switch scanner.peek {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            nesting += 1
            defer { nesting -= 1 }
            guard nesting <= TOMLParser.mostNesting else { throw mistake("too deeply nested") }
            return scanner.take("[") ? .array(try array()) : .table(try inlineTable())
        default:
            if let text = try scanner.string() { return .string(text) }
            let word = scanner.word { byte in
                switch Character(Unicode.Scalar(byte)) {
                case "A"..."Z", "a"..."z", "0"..."9", "_", "-", "+", ".", ":": true
                default: false
                }
            }
            guard !word.isEmpty else { throw mistake("a value must be here") }
            return .bare(word)
        }
    }

    /// May go over several lines and end in a comma.
    private mutating func array() throws(TOMLText.Mistake) -> [TOMLText.Value] {
        var values: [TOMLText.Value] = []
        while true {
            scanner.skipBlankLines()
            if scanner.take("]") { return values }
            let line = scanner.line
            values.append(TOMLText.Value(content: try content(), line: line))
            scanner.skipBlankLines()
            if scanner.take(",") { continue }
            guard scanner.take("]") else { throw mistake("a list must go on with , or end in ]") }
            return values
        }
    }

    /// Stays on its line and does not end in a comma.
    private mutating func inlineTable() throws(TOMLText.Mistake) -> TOMLText.Table {
        var table = TOMLText.Table()
        scanner.take("{")
        scanner.skipBlanks()
        if scanner.take("}") { return table }
        while true {
            scanner.skipBlanks()
            let (path, value) = try keyAndValue()
            try table.insert(value, at: path[...])
            scanner.skipBlanks()
            if scanner.take(",") { continue }
            guard scanner.take("}") else { throw mistake("{ } must go on with , or end in }") }
            return table
        }
    }

    private func mistake(_ wording: String) -> TOMLText.Mistake {
        TOMLText.Mistake(line: scanner.line, wording: wording)
    }
}
