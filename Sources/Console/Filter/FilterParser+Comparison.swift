extension FilterParser {
    /// The rest of `field relation value`; the relation is the token at hand.
    mutating func comparison(
        of name: String, at start: Int, by relation: String
    ) throws(CommandError) -> FilterExpression {
        guard let field = FilterField(rawValue: name.lowercased()) else {
            let question = NearMiss.question(name, FilterField.allCases.map(\.rawValue))
            let hint = question.isEmpty ? "; in quotes it is text" : question
            throw CommandError("no field is called \(name)" + hint, at: start)
        }
        guard field.kind.operators.split(separator: " ").contains(relation[...]) else {
            throw CommandError("\(field) goes with \(field.kind.operators)", at: token.offset)
        }
        if relation == "~" {
            try advanceToPattern()
        } else {
            try advance()
        }
        let (raw, offset) = try value(of: field, relation)
        let expression: FilterExpression
        if let relation = FilterRelation(rawValue: relation) {
            expression = try compare(field, relation, raw, at: offset)
        } else {
            expression = .pattern(field, try pattern(raw, at: offset))
        }
        try advance()
        return expression
    }

    /// What it lacks can still be typed where neither a quote nor a blank has ended it.
    private func pattern(_ raw: String, at offset: Int) throws(CommandError) -> Pattern {
        do throws(CommandError) {
            return try Pattern(raw, at: offset)
        } catch {
            var error = error
            error.isUnfinished = error.isUnfinished && isOpen(offset)
            throw error
        }
    }

    /// What the value says, escapes kept, and where its text begins.
    private func value(
        of field: FilterField, _ relation: String
    ) throws(CommandError) -> (String, offset: Int) {
        switch token.kind {
        case .word(let text): return (text, token.offset)
        case .quoted(let text): return (text, token.offset + 1)
        case .end:
            let wanted = relation == "~" ? "a regular expression" : field.kind.example
            throw .unfinished("\(field) \(relation) what? \(wanted)", at: token.offset)
        default:
            throw CommandError("\(field) \(relation) what?", at: token.offset)
        }
    }

    private func compare(
        _ field: FilterField, _ relation: FilterRelation, _ raw: String, at offset: Int
    ) throws(CommandError) -> FilterExpression {
        let text = FilterLexer.Token.unescaped(raw)
        let number: UInt64?
        switch field.kind {
        case .text:
            let wanted = FoldedBytes(text)
            return relation == .equal ? .equal(field, wanted) : .unequal(field, wanted)
        case .number: number = FilterNumber.plain(text)
        case .size: number = FilterNumber.size(text)
        case .duration: number = FilterNumber.duration(text)
        case .flag: number = FilterNames.number(of: text, field)
        case .name:
            number =
                FilterNames.number(of: text, field)
                ?? (field == .op ? FilterNumber.plain(text) : nil)
        }
        guard let number else { throw unknown(text, field, at: offset) }
        return .number(field, relation, number)
    }

    /// A value that the field cannot have, or not yet: the start of a name, a time without unit.
    private func unknown(_ text: String, _ field: FilterField, at offset: Int) -> CommandError {
        let names = FilterNames.all(field).map(\.name).filter { $0.hasPrefix(text.lowercased()) }
        let lacksUnit = field.kind == .duration && text.allSatisfy(\.isNumber)
        if isOpen(offset), !names.isEmpty || lacksUnit {
            let wanted = names.joined(separator: ", ")
            let message = lacksUnit ? "of which unit? \(field.kind.example)" : "which? \(wanted)"
            return .unfinished(message, at: offset + text.count)
        }
        let all = FilterNames.list(field)
        let question = NearMiss.question(text, FilterNames.all(field).map(\.name))
        if !question.isEmpty {
            return CommandError("\(field) is never \(text)" + question, at: offset)
        }
        let wanted = all.isEmpty ? "as \(field.kind.example)" : all
        return CommandError("\(field) is written \(wanted)", at: offset)
    }

    /// Whether what comes next would still belong to the value at hand.
    private func isOpen(_ offset: Int) -> Bool { offset == token.offset && lexer.isAtEnd }
}
