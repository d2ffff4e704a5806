/// A regular expression as it was read.
indirect enum PatternNode: Sendable {
    case one(PatternClass)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// nil: as often as it goes.
    case repetition(PatternNode, least: Int, most: Int?)

    /// How many positions it takes, repetitions written out; far beyond any limit it stays there.
    var positions: Int {
        switch self {
        case .one: 1
        case .sequence(let nodes), .choice(let nodes):
            min(nodes.reduce(0) { $0 + $1.positions }, 1 << 20)
        case .repetition(let node, let least, let most):
            min(node.positions * (most ?? max(least, 1)), 1 << 20)
        }
    }
}

/// The characters that may stand at one place.
struct PatternClass: Sendable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false

    /// Negated and empty: every character, but neither end of the text.
    static let any = PatternClass(ranges: [], isNegated: true)
    static let digits = PatternClass(ranges: [0x30...0x39])
    static let words = PatternClass(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let blanks = PatternClass(ranges: [0x09...0x0D, 0x20...0x20])

    init(ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    init(_ character: UInt32) { self.init(ranges: [character...character]) }

    var negated: PatternClass { PatternClass(ranges: ranges, isNegated: !isNegated) }

    /// In either case of an ASCII letter.
    func contains(_ character: UInt32) -> Bool {
        if character >= Pattern.textStart {
            return !isNegated && ranges.contains { $0.contains(character) }
        }
        let other = Self.isLetter(character) ? character ^ 0x20 : character
        return ranges.contains { $0.contains(character) || $0.contains(other) } != isNegated
    }

    private static func isLetter(_ character: UInt32) -> Bool {
        (0x41...0x5A).contains(character) || (0x61...0x7A).contains(character)
    }
}
