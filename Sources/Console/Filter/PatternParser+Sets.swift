extension PatternParser {
    /// `[a-z_]` or `[^a-z]`; a `]` is meant itself at the start.
    mutating func set() throws(CommandError) -> PatternClass {
        place += 1
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        let start = place
        while let character, character != "]" || place == start {
            let low = place
            let item = try member()
            guard item.count == 1, let from = item.first, from.count == 1, hasRange else {
                ranges += item
                continue
            }
            place += 1
            guard let to = try member().first, from.lowerBound <= to.lowerBound else {
                throw error("the range goes backwards", at: low)
            }
            ranges.append(from.lowerBound...to.upperBound)
        }
        guard take("]") else { throw error("a ] is missing in the pattern") }
        return PatternClass(ranges: ranges, isNegated: isNegated)
    }

    /// Whether `-` and an end of a range come next.
    private var hasRange: Bool {
        character == "-" && place + 1 < pattern.count && pattern[place + 1] != "]"
    }

    private mutating func member() throws(CommandError) -> [ClosedRange<UInt32>] {
        guard let character else { throw error("a ] is missing in the pattern") }
        if character == "\\" {
            let start = place
            let escaped = try escape()
            guard !escaped.isNegated else { throw error("not inside [ ]", at: start) }
            return escaped.ranges
        }
        place += 1
        return character.unicodeScalars.map { $0.value...$0.value }
    }

    /// `\d`, `\.`, `\x1b`.
    mutating func escape() throws(CommandError) -> PatternClass {
        let start = place
        place += 1
        guard let character else { throw error("a character is missing after \\") }
        place += 1
        switch character {
        case "d": return .digits
        case "w": return .words
        case "s": return .blanks
        case "D": return .digits.negated
        case "W": return .words.negated
        case "S": return .blanks.negated
        case "n": return PatternClass(0x0A)
        case "r": return PatternClass(0x0D)
        case "t": return PatternClass(0x09)
        case "x": return PatternClass(try hexByte(start))
        default:
            guard !character.isLetter, !character.isNumber,
                let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1
            else { throw error("\\\(character) has no meaning", at: start) }
            return PatternClass(scalar.value)
        }
    }

    private mutating func hexByte(_ start: Int) throws(CommandError) -> UInt32 {
        let digits = pattern[place...].prefix(2)
        guard digits.count == 2, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw error("\\x takes two hex digits", at: start)
        }
        place += 2
        return UInt32(String(digits), radix: 16) ?? 0
    }
}
