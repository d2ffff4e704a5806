import WebSocketEngine
import WebSocketWire

/// What can follow in a filter: a field, an operator, a value, or a word between terms.
struct FilterCompletion {
    let pane: Pane
    let model: ConsoleModel

    func completion(of text: String) -> Completion {
        guard var tokens = Self.tokens(text) else { return .none(after: text) }
        var word = ""
        var start = text.count
        if let last = tokens.last, case .word(let typed) = last.kind,
            text.last?.isWhitespace == false
        {
            tokens.removeLast()
            word = typed
            start = last.offset
        }
        let (candidates, hint) = wanted(after: tokens, isTyping: !word.isEmpty)
        return Completion(start: start, word: word, candidates: candidates, hint: hint)
    }

    /// nil inside a text in quotes.
    private static func tokens(_ text: String) -> [FilterLexer.Token]? {
        var lexer = FilterLexer(text)
        var tokens: [FilterLexer.Token] = []
        while let token = try? lexer.next() {
            if token.kind == .end { return tokens }
            tokens.append(token)
        }
        return nil
    }

    private func wanted(
        after tokens: [FilterLexer.Token], isTyping: Bool
    ) -> (candidates: [Candidate], hint: String) {
        switch tokens.last?.kind {
        case .relation(let relation):
            guard let field = tokens.dropLast().last.flatMap({ FilterField(named: $0.text) })
            else { return ([], "") }
            return (FilterValues.candidates(field, model), Self.hint(field, relation))
        case .word(let name):
            let isValue = tokens.dropLast().last.map { $0.kind.isRelation } ?? false
            if !isValue, !isTyping, let field = FilterField(named: name) {
                return (Self.operators(of: field), "")
            }
            return (Self.isOperator(name) && !isValue ? terms : joints + terms, "")
        case .quoted, .close: return (joints + terms, "")
        case .open, .invert, .end, nil: return (terms, "")
        }
    }

    private static func isOperator(_ word: String) -> Bool {
        ["and", "or", "not"].contains(word.lowercased())
    }

    private static func hint(_ field: FilterField, _ relation: String) -> String {
        relation == "~" ? "\(field) ~ a regular expression" : "\(field) as \(field.kind.example)"
    }

    /// What a term can begin with: the fields that the rows of this pane have.
    private var terms: [Candidate] {
        FilterField.allCases.filter { $0.isOf(pane) }
            .map { Candidate(text: $0.rawValue, summary: $0.meaning) }
            + [Candidate(text: "not", summary: "the opposite of the term after it")]
    }

    private let joints = [
        Candidate(text: "and", summary: "both must hold"),
        Candidate(text: "or", summary: "one of them must hold"),
    ]

    private static func operators(of field: FilterField) -> [Candidate] {
        field.kind.operators.split(separator: " ").map {
            Candidate(text: String($0), summary: meanings[String($0)] ?? "")
        }
    }

    private static let meanings = [
        "=": "is", "!=": "is not", "<": "is less than", "<=": "is at most", ">": "is more than",
        ">=": "is at least", "~": "has what a regular expression describes",
    ]
}

extension FilterField {
    /// Whatever its case.
    init?(named name: String) { self.init(rawValue: name.lowercased()) }

    /// Whether the rows of a pane can have it.
    func isOf(_ pane: Pane) -> Bool {
        let list = pane == .inspector ? Pane.frames : pane
        return lists.contains(list.title.lowercased())
    }
}

extension FilterLexer.Token.Kind {
    var isRelation: Bool {
        if case .relation = self { return true }
        return false
    }
}
