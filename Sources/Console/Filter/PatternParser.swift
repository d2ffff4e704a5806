/// Reads a regular expression: `. [a-z] [^a-z] \d \w \s ^ $ ( | ) * + ? {2,5}`.
struct PatternParser {
    static let depthLimit = 16

    let pattern: [Character]
    private let offset: Int
    var place = 0
    private var depth = 0

    init(_ text: String, at offset: Int) {
        pattern = Array(text)
        self.offset = offset
    }

    mutating func whole() throws(CommandError) -> PatternNode {
        let node = try choice()
        if place < pattern.count { throw error("this ) closes nothing in the pattern") }
        return node
    }

    var character: Character? { place < pattern.count ? pattern[place] : nil }

    mutating func take(_ wanted: Character) -> Bool {
        guard character == wanted else { return false }
        place += 1
        return true
    }

    func error(_ message: String, at place: Int? = nil) -> CommandError {
        let place = place ?? self.place
        return CommandError(
            message, at: offset + place, isUnfinished: place >= pattern.count)
    }

    private mutating func choice() throws(CommandError) -> PatternNode {
        var nodes = [try sequence()]
        while take("|") { nodes.append(try sequence()) }
        return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func sequence() throws(CommandError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let character, character != "|", character != ")" {
            nodes.append(try repeated())
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func repeated() throws(CommandError) -> PatternNode {
        let start = place
        let node = try atom()
        guard let (least, most) = try bounds() else { return node }
        // Nothing, however often, would cost time and find nothing.
        guard node.positions > 0 else { throw error("nothing to repeat", at: start) }
        return .repetition(node, least: least, most: most)
    }

    private mutating func atom() throws(CommandError) -> PatternNode {
        guard let character else { throw error("something is missing in the pattern") }
        switch character {
        case "*", "+", "?", "{": throw error("nothing to repeat before \(character)")
        case "(": return try group()
        case "[": return .one(try set())
        case "\\": return .one(try escape())
        default: place += 1
        }
        switch character {
        case ".": return .one(.any)
        case "^": return .one(PatternClass(Pattern.textStart))
        case "$": return .one(PatternClass(Pattern.textEnd))
        default:
            let scalars = character.unicodeScalars.map { PatternNode.one(PatternClass($0.value)) }
            return scalars.count == 1 ? scalars[0] : .sequence(scalars)
        }
    }

    private mutating func group() throws(CommandError) -> PatternNode {
        guard depth < Self.depthLimit else { throw error("more than \(Self.depthLimit) deep") }
        depth += 1
        defer { depth -= 1 }
        place += 1
        let node = try choice()
        guard take(")") else { throw error("a ) is missing in the pattern") }
        return node
    }

    /// How often the atom before may stand, if that is said.
    private mutating func bounds() throws(CommandError) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }
        let start = place
        guard let least = count() else { throw error("how often? {2}, {2,} or {2,5}") }
        var most: Int? = least
        if take(",") { most = character == "}" ? nil : count() }
        guard take("}") else { throw error("a } is missing in the pattern") }
        let highest = most ?? max(least, 1)
        guard highest >= max(least, 1), highest <= Pattern.positionLimit else {
            throw error("from 1 to \(Pattern.positionLimit) times, the lower first", at: start)
        }
        return (least, most)
    }

    /// Digits; what is absurdly long is beyond every limit.
    private mutating func count() -> Int? {
        var value: Int?
        while let digit = character?.wholeNumberValue, character?.isASCII == true {
            value = min((value ?? 0) * 10 + digit, 1 << 20)
            place += 1
        }
        return value
    }
}
