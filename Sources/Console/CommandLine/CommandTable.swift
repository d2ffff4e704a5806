/// Every command of the command line; dispatch, completion and help come from here.
enum CommandTable {
    static let all: [CommandSpec] =
        actions + [compose, template, hostile] + marks + drains + captures + display + columns
        + keys + ending

    /// Reads a line and does what it says.
    static func run(
        _ line: String, on model: inout ConsoleModel, in table: [CommandSpec] = all
    ) throws(CommandError) -> [ConsoleEffect] {
        var words = CommandWords(line)
        guard let name = words.next() else { return [] }
        let spec = try find(name, in: table)
        guard !(spec.needsScreen && model.isLinear) else {
            throw CommandError("\(spec.name) is for a screen: these are lines of text", at: 0)
        }
        return try spec.run(&model, &words)
    }

    /// A command by its name or by a start of it that no other has.
    static func find(
        _ word: CommandWords.Word, in all: [CommandSpec] = all
    ) throws(CommandError) -> CommandSpec {
        if let exact = all.first(where: { $0.name == word.text }) { return exact }
        let starting = all.filter { $0.name.hasPrefix(word.text) }
        switch starting.count {
        case 1: return starting[0]
        case 0:
            let question = NearMiss.question(word.text, all.map(\.name))
            let hint = question.isEmpty ? "; help lists them" : question
            throw CommandError("no such command" + hint, at: word.offset)
        default:
            let names = starting.map(\.name).joined(separator: ", ")
            throw CommandError(
                "\(word.text) could be \(names): a letter more, or Tab, decides",
                at: word.offset)
        }
    }

    private static let display: [CommandSpec] = [
        CommandSpec(
            name: "filter", usage: "filter [WHAT]",
            summary: "rows that fit; !WHAT those that do not", takesFilter: true
        ) { model, words throws(CommandError) in
            let filter = try Filter(words.rest())
            model.setFilter(filter, on: model.listPane)
            model.searched = filter ?? model.searched
            return []
        },
        CommandSpec(
            name: "sort", usage: "sort COLUMN", summary: "sort the slots; !COLUMN inverts",
            candidates: sortable
        ) { model, words throws(CommandError) in
            let word = try need(&words, "sort by which column? Tab lists them")
            let inverted = word.text.hasPrefix("!")
            let name = inverted ? String(word.text.dropFirst()) : word.text
            guard let column = SlotColumn(named: name) else {
                let question = NearMiss.question(name, SlotColumn.allCases.map(\.name))
                let hint = question.isEmpty ? ": Tab lists them" : question
                throw CommandError("no such column" + hint, at: word.offset)
            }
            try words.expectEnd()
            model.setSort(column: column, inverted: inverted)
            return []
        },
        simple("fold", "messages in fragments as one row each") { model in
            model.fold(!model.foldsFragments)
            return []
        },
        simple("follow", "follow the newest events and frames") { model in
            model.followsEvents = true
            model.followsFrames = true
            return []
        },
        simple("freeze", "freeze the display, or let it go on") { $0.perform(.freeze) },
        CommandSpec(
            name: "theme", usage: "theme NAME",
            summary: "change the colours, shown as you type",
            candidates: { model, place in
                guard place.isFirst else { return [] }
                return model.facts.themes.map {
                    Candidate(text: $0, summary: $0 == model.theme ? "now" : "")
                }
            }, needsScreen: true
        ) { model, words throws(CommandError) in
            let themes = ThemeChoice.list(model.facts.themes, now: model.theme)
            let word = try need(&words, "which theme? \(themes)")
            guard let name = ThemeChoice.find(word.text, model.facts.themes) else {
                let names = model.facts.themes.joined(separator: ", ")
                let question = NearMiss.question(word.text, model.facts.themes)
                let hint = question.isEmpty ? "; there are \(names)" : question
                throw CommandError("no such theme" + hint, at: word.offset)
            }
            try words.expectEnd()
            return [.setTheme(name)]
        },
        simple("help", "keys and commands") { model in
            model.openHelp(.everything)
            return []
        },
    ]

    private static let ending = [
        simple("reload", "read certificates anew; sessions go on") { model in
            model.mayCommand() ? [.reload] : []
        },
        simple("quit", "close every connection and leave") { _ in [.quit] },
    ]

    /// A command without arguments.
    private static func simple(
        _ name: String, _ summary: String,
        _ body: @escaping @Sendable (inout ConsoleModel) -> [ConsoleEffect]
    ) -> CommandSpec {
        CommandSpec(name: name, usage: name, summary: summary) {
            model, words throws(CommandError) in
            try words.expectEnd()
            return body(&model)
        }
    }

    /// With `!` in front the order is inverted, and so it is completed.
    private static let sortable: @Sendable (ConsoleModel, ArgumentPlace) -> [Candidate] = {
        _, place in
        guard place.isFirst else { return [] }
        let mark = place.word.hasPrefix("!") ? "!" : ""
        return SlotColumn.allCases.map { Candidate(text: mark + $0.name) }
    }

    static func need(
        _ words: inout CommandWords, _ question: String
    ) throws(CommandError) -> CommandWords.Word {
        guard let word = words.next() else { throw CommandError(question, at: words.offset) }
        return word
    }
}
