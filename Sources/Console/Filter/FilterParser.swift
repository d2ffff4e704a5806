/// Reads a filter: `not` binds closest, then `and`, then `or`; terms side by side must all hold.
struct FilterParser {
    /// Terms of one filter: more than anybody types, few enough for each row of a long list.
    static let termLimit = 64
    /// Parentheses inside each other.
    static let depthLimit = 32

    var lexer: FilterLexer
    private(set) var token: FilterLexer.Token
    private var previous: FilterLexer.Token?
    private var terms = 0
    private var depth = 0

    private let mayGoOn: Bool

    init(_ text: String, mayGoOn: Bool = false) throws(CommandError) {
        self.mayGoOn = mayGoOn
        lexer = FilterLexer(text)
        token = try lexer.next()
    }

    /// The expression, and whether `!` stands before it; nil for nothing but blanks.
    mutating func whole() throws(CommandError) -> (FilterExpression, isInverse: Bool)? {
        if token.kind == .end { return nil }
        let isInverse = token.kind == .invert
        if isInverse { try advance() }
        let expression = try any()
        if token.kind == .close { throw CommandError("this ) closes nothing", at: token.offset) }
        return (expression, isInverse)
    }

    mutating func advance() throws(CommandError) {
        previous = token
        token = try lexer.next()
    }

    mutating func advanceToPattern() throws(CommandError) { token = try lexer.pattern() }

    private mutating func any() throws(CommandError) -> FilterExpression {
        var parts = [try all()]
        while isKeyword("or") {
            try advance()
            parts.append(try all())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func all() throws(CommandError) -> FilterExpression {
        var parts = [try term()]
        while true {
            if isKeyword("and") {
                try advance()
            } else if token.kind == .end || token.kind == .close || isKeyword("or") {
                break
            }
            parts.append(try term())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func term() throws(CommandError) -> FilterExpression {
        var isNegated = false
        while isKeyword("not") {
            isNegated.toggle()
            try advance()
        }
        let term = try plainTerm()
        return isNegated ? .not(term) : term
    }

    private mutating func plainTerm() throws(CommandError) -> FilterExpression {
        terms += 1
        guard terms <= Self.termLimit else {
            throw CommandError("more than \(Self.termLimit) terms", at: token.offset)
        }
        switch token.kind {
        case .open: return try group()
        case .quoted(let text):
            guard !text.isEmpty else { throw CommandError("nothing is quoted", at: token.offset) }
            try advance()
            return .word(FoldedBytes(FilterLexer.Token.unescaped(text)))
        case .word(let text):
            if isKeyword("and") || isKeyword("or") {
                throw CommandError("something is missing before \(text)", at: token.offset)
            }
            let start = token.offset
            try advance()
            guard case .relation(let relation) = token.kind else {
                if mayGoOn, token.kind == .end { try waitForField(text, start) }
                return .word(FoldedBytes(text))
            }
            return try comparison(of: text, at: start, by: relation)
        case .relation(let relation):
            throw CommandError("which field is to be \(relation)?", at: token.offset)
        case .invert where lexer.isAtEnd: throw .unfinished("!= what?", at: token.offset + 1)
        case .invert:
            throw CommandError("! stands before the whole; here it is not", at: token.offset)
        case .close: throw CommandError("something is missing before )", at: token.offset)
        case .end: throw .unfinished("\(previous?.text ?? "") what?", at: token.offset)
        }
    }

    /// A word that may become a field, or `and`, hides no rows on the way there.
    private func waitForField(_ word: String, _ start: Int) throws(CommandError) {
        let word = word.lowercased()
        if let field = FilterField(rawValue: word) {
            throw .unfinished("a word, or compared by \(field.kind.operators)", at: token.offset)
        }
        let fields = (["and", "or", "not"] + FilterField.allCases.map(\.rawValue))
            .filter { $0.hasPrefix(word) }
        guard !fields.isEmpty, token.offset == start + word.count else { return }
        let names = fields.joined(separator: ", ")
        throw .unfinished("a word, or \(names)", at: token.offset)
    }

    private mutating func group() throws(CommandError) -> FilterExpression {
        guard depth < Self.depthLimit else {
            throw CommandError("more than \(Self.depthLimit) deep", at: token.offset)
        }
        depth += 1
        defer { depth -= 1 }
        try advance()
        let inside = try any()
        guard token.kind == .close else { throw .unfinished("a ) is missing", at: token.offset) }
        try advance()
        return inside
    }

    private func isKeyword(_ word: String) -> Bool {
        if case .word(let text) = token.kind { return text.lowercased() == word }
        return false
    }
}
