import TerminalCanvas

extension CommandTable {
    /// Which key does what.
    static let keys: [CommandSpec] = [
        CommandSpec(
            name: "keys", usage: "keys", summary: "the keys as they are now", needsScreen: true
        ) { model, words throws(CommandError) in
            try words.expectEnd()
            model.openHelp(.keys)
            return []
        },
        CommandSpec(
            name: "map", usage: "map KEY [ACTION]",
            summary: "give a key to an action; what it does",
            candidates: { model, place in
                if place.isFirst { return boundKeys(model) }
                return place.before.count == 1 ? actionNames : []
            }, needsScreen: true
        ) { model, words throws(CommandError) in
            let (key, _) = try bindable(&words, named: true)
            guard let word = words.next() else {
                model.say(model.deed(of: key))
                return []
            }
            guard let action = Action(name: word.text) else {
                let question = NearMiss.question(word.text, Action.allCases.map(\.name))
                let hint = question.isEmpty ? ": Tab lists them" : question
                throw CommandError("no such action" + hint, at: word.offset)
            }
            try words.expectEnd()
            let before = model.keymap.action(for: key)
            model.keymap.map(key, to: action)
            let instead = before.map { $0 == action ? "" : ", not \($0.name)" } ?? ""
            model.say("\(model.deed(of: key))\(instead)")
            return []
        },
        CommandSpec(
            name: "unmap", usage: "unmap KEY", summary: "take a key from what it does",
            candidates: { model, place in place.isFirst ? boundKeys(model) : [] },
            needsScreen: true
        ) { model, words throws(CommandError) in
            let (key, word) = try bindable(&words, named: false)
            try words.expectEnd()
            guard model.keymap.action(for: key) != nil else {
                throw CommandError("\(KeyName.short(key)) does nothing", at: word.offset)
            }
            model.keymap.unmap(key)
            model.say(model.deed(of: key))
            return []
        },
    ]

    private static func bindable(
        _ words: inout CommandWords, named: Bool
    ) throws(CommandError) -> (Key, CommandWords.Word) {
        guard let word = words.next() else {
            throw CommandError("which key? written x, Ctrl-X, Alt-X, F1, PgDn", at: words.offset)
        }
        do throws(BindableKey.Refusal) {
            return (try BindableKey.read(word.text), word)
        } catch {
            throw CommandError(error.wording, at: word.offset)
        }
    }

    private static func boundKeys(_ model: ConsoleModel) -> [Candidate] {
        model.keymap.bindings.flatMap { binding in
            binding.keys.map { Candidate(text: $0.name, summary: binding.action.name) }
        }
    }

    private static let actionNames = Keymap.standard.bindings.map {
        Candidate(text: $0.action.name, summary: $0.summary)
    }
}

extension ConsoleModel {
    /// `F5: ping`, or that it does nothing.
    func deed(of key: Key) -> String {
        let name = KeyName.short(key)
        guard let action = keymap.action(for: key),
            let binding = keymap.bindings.first(where: { $0.action == action })
        else { return "\(name) does nothing" }
        return "\(name): \(action.name), \(binding.summary)"
    }
}
