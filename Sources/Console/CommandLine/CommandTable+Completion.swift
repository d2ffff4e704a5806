extension CommandTable {
    /// What the end of a line, up to the cursor, can become.
    static func completion(of text: String, _ model: ConsoleModel) -> Completion {
        var words = CommandWords(text)
        guard let name = words.next(), !words.isAtEnd || text.last == " " else {
            return .lastWord(
                of: text, all.map { Candidate(text: $0.name, summary: $0.summary) })
        }
        guard let spec = try? find(name) else { return .none(after: text) }
        let rest = words.rest()
        if let filter = filterPart(of: rest, spec) {
            return FilterCompletion(pane: spec.filteredPane(model), model: model)
                .completion(of: filter.text).moved(by: filter.offset)
        }
        var before = rest.text.split(separator: " ").map(String.init)
        let word = rest.text.isEmpty || rest.text.last == " " ? "" : before.removeLast()
        let place = ArgumentPlace(before: before, word: word)
        let candidates =
            spec.candidates?(model, place) ?? spec.arguments(model).map { Candidate(text: $0) }
        return .lastWord(of: text, candidates, hint: ":" + spec.usage)
    }

    /// The part of the arguments that is a filter: all of it, or what comes after `where`.
    private static func filterPart(
        of rest: CommandWords.Word, _ spec: CommandSpec
    ) -> CommandWords.Word? {
        if spec.takesFilter { return rest }
        guard let mark = rest.text.firstRange(of: "where ") else { return nil }
        let before = rest.text[..<mark.lowerBound]
        guard before.isEmpty || before.last == " " else { return nil }
        return CommandWords.Word(
            text: String(rest.text[mark.upperBound...]),
            offset: rest.offset
                + rest.text.distance(from: rest.text.startIndex, to: mark.upperBound))
    }

    /// Whether a line may be kept when the console ends.
    static func isRemembered(_ line: String) -> Bool {
        var words = CommandWords(line)
        guard let name = words.next(), let spec = try? find(name) else { return false }
        return spec.isRemembered
    }
}

extension CommandSpec {
    /// What comes after `where` is about slots; a filter by itself is about the pane at hand.
    fileprivate func filteredPane(_ model: ConsoleModel) -> Pane {
        takesFilter ? model.listPane : .slots
    }
}
