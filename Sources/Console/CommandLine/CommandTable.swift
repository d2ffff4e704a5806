/// Every command of the command line; dispatch, completion and help come from here.
enum CommandTable {
    static let all: [CommandSpec] = actions + captures + display

    /// Reads a line and does what it says.
    static func run(
        _ line: String, on model: inout ConsoleModel
    ) throws(CommandError) -> [ConsoleEffect] {
        var words = CommandWords(line)
        guard let name = words.next() else { return [] }
        return try find(name).run(&model, &words)
    }

    /// What the last word of a line can become.
    static func candidates(_ line: String, _ model: ConsoleModel) -> [String] {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let last = words.last ?? ""
        let first = words.first { !$0.isEmpty } ?? ""
        let isName = words.filter { !$0.isEmpty }.count <= 1 && !line.hasSuffix(" ")
        let choices =
            isName
            ? all.map(\.name) : all.first { $0.name == first }?.arguments(model) ?? []
        return choices.filter { $0.hasPrefix(last) }
    }

    /// A command by its name or by a start of it that no other has.
    private static func find(_ word: CommandWords.Word) throws(CommandError) -> CommandSpec {
        if let exact = all.first(where: { $0.name == word.text }) { return exact }
        let starting = all.filter { $0.name.hasPrefix(word.text) }
        switch starting.count {
        case 1: return starting[0]
        case 0:
            throw CommandError("no such command: Tab lists them", at: word.offset)
        default:
            let names = starting.map(\.name).joined(separator: ", ")
            throw CommandError("could be \(names)", at: word.offset)
        }
    }

    private static let display: [CommandSpec] = [
        CommandSpec(
            name: "filter", usage: "filter [WHAT]",
            summary: "rows that fit; !WHAT those that do not"
        ) { model, words throws(CommandError) in
            let filter = try Filter(words.rest())
            model.setFilter(filter, on: model.listPane)
            model.searched = filter ?? model.searched
            return []
        },
        CommandSpec(
            name: "sort", usage: "sort COLUMN", summary: "sort the slots; !COLUMN inverts",
            arguments: { _ in SlotColumn.allCases.map(\.name) }
        ) { model, words throws(CommandError) in
            let word = try need(&words, "sort by which column? Tab lists them")
            let inverted = word.text.hasPrefix("!")
            let name = inverted ? String(word.text.dropFirst()) : word.text
            guard let column = SlotColumn.allCases.first(where: { $0.name == name }) else {
                throw CommandError("no such column: Tab lists them", at: word.offset)
            }
            try words.expectEnd()
            model.setSort(column: column, inverted: inverted)
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
            arguments: { $0.facts.themes }
        ) { model, words throws(CommandError) in
            let themes = ThemeChoice.list(model.facts.themes, now: model.theme)
            let word = try need(&words, "which theme? \(themes)")
            guard let name = ThemeChoice.find(word.text, model.facts.themes) else {
                let names = model.facts.themes.joined(separator: ", ")
                throw CommandError("no such theme; there are \(names)", at: word.offset)
            }
            try words.expectEnd()
            return [.setTheme(name)]
        },
        simple("help", "keys and commands") { model in
            model.mode = .help(0)
            return []
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

    static func need(
        _ words: inout CommandWords, _ question: String
    ) throws(CommandError) -> CommandWords.Word {
        guard let word = words.next() else { throw CommandError(question, at: words.offset) }
        return word
    }
}
