extension CommandTable {
    /// Which slots the next action is for.
    static let marks: [CommandSpec] = [
        CommandSpec(
            name: "mark", usage: "mark all | where FILTER", summary: "mark the slots that fit",
            arguments: { _ in ["all", "where"] }
        ) { model, words throws(CommandError) in
            model.mark(where: try slots(&words, "mark what? all, or where and a filter"))
            return []
        },
        CommandSpec(
            name: "unmark", usage: "unmark [all | where FILTER]",
            summary: "take marks off again", arguments: { _ in ["all", "where"] }
        ) { model, words throws(CommandError) in
            model.unmark(where: words.isAtEnd ? nil : try slots(&words, ""))
            return []
        },
    ]

    /// `all`, which is nil, or `where` and a filter.
    static func slots(
        _ words: inout CommandWords, _ question: String
    ) throws(CommandError) -> Filter? {
        let word = try need(&words, question)
        switch word.text {
        case "all":
            try words.expectEnd()
            return nil
        case "where":
            let place = words.offset
            guard let filter = try Filter(words.rest()) else {
                throw CommandError("where what? a filter, as after /", at: place)
            }
            return filter
        default: throw CommandError("all, or where and a filter", at: word.offset)
        }
    }
}
