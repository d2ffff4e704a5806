/// A regular expression of at most 64 positions, which looks at each character of a text once.
///
/// A set of positions fits one word, so that no pattern makes the console wait and no row costs an
/// allocation: V. M. Glushkov, "The abstract theory of automata" (1961). Case of ASCII letters does
/// not count.
struct Pattern: Sendable {
    static let positionLimit = 64
    /// Characters of a text that are looked at; the lists keep no longer ones.
    static let textLimit = 4096

    /// Stand for the start and the end of a text, as characters that none has.
    static let textStart: UInt32 = 0xFFFF_FFFE
    static let textEnd: UInt32 = 0xFFFF_FFFF

    private var classes: [PatternClass] = []
    /// Where a match can go on after each position.
    private var follow: [UInt64] = []
    /// The positions of each ASCII character, so that most need no search.
    private var ascii: [UInt64] = []
    private var first: UInt64 = 0
    private var last: UInt64 = 0
    private var isEmpty = false

    /// - Parameter offset: where the pattern stands in its line, for what is wrong with it.
    init(_ text: String, at offset: Int = 0) throws(CommandError) {
        var parser = PatternParser(text, at: offset)
        let node = try parser.whole()
        guard node.positions <= Self.positionLimit else {
            throw CommandError("longer than \(Self.positionLimit) characters", at: offset)
        }
        let whole = add(node)
        first = whole.first
        last = whole.last
        isEmpty = whole.canBeEmpty
        ascii = (0..<128).map { character in mask(UInt32(character)) }
    }

    /// Whether any part of a text fits.
    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        if isEmpty { return true }
        var active = step(0, Self.textStart)
        if active & last != 0 { return true }
        var decoder = UTF8()
        var bytes = text.makeIterator()
        for _ in 0..<Self.textLimit {
            let character: UInt32
            switch decoder.decode(&bytes) {
            case .scalarValue(let scalar): character = scalar.value
            case .error: character = 0xFFFD
            case .emptyInput: return step(active, Self.textEnd) & last != 0
            }
            active = step(active, character)
            if active & last != 0 { return true }
        }
        return false
    }

    private func step(_ active: UInt64, _ character: UInt32) -> UInt64 {
        var reached = first
        var rest = active
        while rest != 0 {
            reached |= follow[rest.trailingZeroBitCount]
            rest &= rest - 1
        }
        return reached & (character < 128 ? ascii[Int(character)] : mask(character))
    }

    private func mask(_ character: UInt32) -> UInt64 {
        var mask: UInt64 = 0
        for (position, wanted) in classes.enumerated() where wanted.contains(character) {
            mask |= 1 << UInt64(position)
        }
        return mask
    }

    /// A part of the pattern: where it begins and ends.
    private struct Part {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var canBeEmpty = true
    }

    private mutating func add(_ node: PatternNode) -> Part {
        switch node {
        case .one(let wanted):
            let bit: UInt64 = 1 << UInt64(classes.count)
            classes.append(wanted)
            follow.append(0)
            return Part(first: bit, last: bit, canBeEmpty: false)
        case .sequence(let nodes):
            var whole = Part()
            for node in nodes { whole = join(whole, add(node)) }
            return whole
        case .choice(let nodes):
            var whole = Part(canBeEmpty: false)
            for part in nodes.map({ add($0) }) {
                whole.first |= part.first
                whole.last |= part.last
                whole.canBeEmpty = whole.canBeEmpty || part.canBeEmpty
            }
            return whole
        case .repetition(let node, let least, let most): return add(node, least, most)
        }
    }

    private mutating func add(_ node: PatternNode, _ least: Int, _ most: Int?) -> Part {
        var whole = Part()
        for count in 1...(most ?? max(least, 1)) {
            var part = add(node)
            if count > least { part.canBeEmpty = true }
            // Without an upper bound the last one goes round.
            if most == nil, count == max(least, 1) { connect(part.last, part.first) }
            whole = join(whole, part)
        }
        return whole
    }

    private mutating func join(_ a: Part, _ b: Part) -> Part {
        connect(a.last, b.first)
        return Part(
            first: a.canBeEmpty ? a.first | b.first : a.first,
            last: b.canBeEmpty ? a.last | b.last : b.last,
            canBeEmpty: a.canBeEmpty && b.canBeEmpty)
    }

    private mutating func connect(_ ends: UInt64, _ starts: UInt64) {
        for position in follow.indices where ends & 1 << UInt64(position) != 0 {
            follow[position] |= starts
        }
    }
}
