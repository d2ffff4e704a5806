import WebSocketEngine

/// The commands of linear mode: those of the command line, and what the panes show as answers.
extension CommandTable {
    static let linear: [CommandSpec] =
        questions + all.filter { known in !questions.contains { $0.name == known.name } }

    private static let questions: [CommandSpec] = [
        CommandSpec(
            name: "status", usage: "status", summary: "address, connections, rates, errors"
        ) { model, words throws(CommandError) in
            try words.expectEnd()
            model.answer += LinearText.status(model)
            return []
        },
        CommandSpec(
            name: "slots", usage: "slots [where FILTER]", summary: "a line for each connection"
        ) { model, words throws(CommandError) in
            let filter = try LinearQuery(&words, asks: [.filter], model).filter
            model.answer += LinearText.slots(model, filter)
            return []
        },
        CommandSpec(
            name: "events", usage: "events [last N] [where FILTER]",
            summary: "events that are kept, the last 20 unless told otherwise"
        ) { model, words throws(CommandError) in
            let query = try LinearQuery(&words, asks: [.count, .filter], model)
            model.answer += LinearText.events(model, query)
            return []
        },
        CommandSpec(
            name: "frames", usage: "frames [SLOT|all] [last N] [where FILTER]",
            summary: "frames that are kept, both directions"
        ) { model, words throws(CommandError) in
            let query = try LinearQuery(&words, asks: [.slot, .count, .filter], model)
            model.answer += LinearText.frames(model, query)
            return []
        },
        CommandSpec(
            name: "inspect", usage: "inspect FRAME", summary: "a frame, field by field"
        ) { model, words throws(CommandError) in
            guard let word = words.next(),
                let number = UInt64(word.text.drop { $0 == "#" })
            else { throw CommandError("which frame? its number, as in #12", at: words.offset) }
            try words.expectEnd()
            guard let record = model.shown.frames[sequence: number]?.record else {
                throw CommandError("frame #\(number) is not kept", at: word.offset)
            }
            model.answer += LinearText.frame(record, model.clock.wall)
            return []
        },
        CommandSpec(
            name: "help", usage: "help", summary: "these commands"
        ) { model, words throws(CommandError) in
            try words.expectEnd()
            model.answer += linear.filter { !$0.needsScreen }.map {
                "\($0.usage): \($0.summary)"
            }
            model.answer.append("Filters: fields " + FilterField.list)
            return []
        },
    ]
}

extension FilterField {
    fileprivate static var list: String { allCases.map(\.rawValue).joined(separator: " ") }
}
