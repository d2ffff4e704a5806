import WebSocketEngine

/// Which rows an operator wants to see, as an expression; `!` in front inverts the whole.
struct Filter: Sendable {
    /// As typed.
    let text: String
    let isInverse: Bool
    private let expression: FilterExpression

    /// nil when nothing was typed.
    ///
    /// - Parameter mayGoOn: more may be typed, so that a word at the end may become a field.
    init?(_ text: String, mayGoOn: Bool = false) throws(CommandError) {
        var parser = try FilterParser(text, mayGoOn: mayGoOn)
        guard let (expression, isInverse) = try parser.whole() else { return nil }
        self.text = text
        self.isInverse = isInverse
        self.expression = expression
    }

    /// Whether its answer for a row can change while the row stays as it is.
    var looksAtClock: Bool { expression.looksAtClock }

    /// Whether a row is to be shown.
    func shows(_ row: some FilterRow, at now: Instant) -> Bool { finds(row, at: now) != isInverse }

    /// Whether a row is one of those described, inverse or not.
    func finds(_ row: some FilterRow, at now: Instant) -> Bool {
        var line: String?
        return expression.holds(of: row, at: now, &line)
    }
}

/// The same text is the same filter.
extension Filter: Hashable {
    static func == (a: Filter, b: Filter) -> Bool { a.text == b.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Filter {
    /// The end of a command line; what is wrong with it is told for the whole line.
    init?(_ rest: CommandWords.Word) throws(CommandError) {
        do throws(CommandError) {
            guard let filter = try Filter(rest.text) else { return nil }
            self = filter
        } catch {
            throw error.moved(by: rest.offset)
        }
    }
}
