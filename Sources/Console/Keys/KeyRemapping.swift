public import TerminalCanvas

/// Which keys an operator wants for which actions: what a `keys.toml` says.
///
/// ```toml
/// [keys]
/// ping = ["p", "F5"]
/// suspend = []
/// ```
public struct KeyRemapping: Equatable, Sendable {
    /// The keys of an action, and the line that says so.
    struct Entry: Equatable, Sendable {
        var keys: [Key]
        var line: Int
    }

    var entries: [Action: Entry] = [:]

    /// The standard keys.
    public init() {}

    /// - Throws: what is wrong, and on which line.
    public init(_ text: String) throws(TOMLText.Mistake) {
        let root = try TOMLText(text).root
        for (name, value) in root.entries {
            guard name == "keys" else {
                throw Self.mistake(value, "unknown table '\(name)'; keys are given below [keys]")
            }
            guard let table = value.table else {
                throw Self.mistake(value, "'keys' is a table: [keys]")
            }
            for (name, value) in table.entries { try take(name, value) }
        }
    }

    private mutating func take(
        _ name: String, _ value: TOMLText.Value
    ) throws(TOMLText.Mistake) {
        guard let action = Action(name: name) else {
            let question = NearMiss.question(name, Action.allCases.map(\.name))
            let hint = question.isEmpty ? "; 'wscope keys list' names them" : question
            throw Self.mistake(value, "unknown action '\(name)'" + hint)
        }
        let names = value.string.map { [$0] } ?? value.array?.compactMap(\.string)
        guard let names, value.array.map({ $0.count == names.count }) ?? true else {
            throw Self.mistake(value, "'\(name)' takes a list of keys: [\"p\", \"F5\"]")
        }
        var keys: [Key] = []
        for name in names {
            do throws(BindableKey.Refusal) {
                let key = try BindableKey.read(name, for: action)
                if !keys.contains(key) { keys.append(key) }
            } catch {
                throw Self.mistake(value, error.wording)
            }
        }
        try checkConflicts(action, keys, value)
        entries[action] = Entry(keys: keys, line: value.line)
    }

    /// Two actions of the file cannot have one key.
    private func checkConflicts(
        _ action: Action, _ keys: [Key], _ value: TOMLText.Value
    ) throws(TOMLText.Mistake) {
        for (other, entry) in entries {
            guard let key = keys.first(where: entry.keys.contains) else { continue }
            let place = "\(other.name) has it on line \(entry.line)"
            throw Self.mistake(value, "\(key.name) cannot be \(action.name) too: \(place)")
        }
    }

    private static func mistake(_ value: TOMLText.Value, _ wording: String) -> TOMLText.Mistake {
        TOMLText.Mistake(line: value.line, wording: wording)
    }
}
