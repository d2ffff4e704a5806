import TerminalCanvas

/// A key that can be given to an action, read from its name.
enum BindableKey {
    struct Refusal: Error { let wording: String }

    static func read(_ name: String, for action: Action? = nil) throws(Refusal) -> Key {
        guard let key = arrows[name] ?? Key(name: name) else {
            let question = NearMiss.question(name, names)
            let hint = question.isEmpty ? "; written x, Ctrl-X, Alt-X, F1, PgDn, Space" : question
            throw Refusal(wording: "no key is called '\(name)'" + hint)
        }
        switch key {
        // Several names of one byte.
        case .control("I"): return .tab
        case .control("M"), .control("J"): return .enter
        case .control("["): return .escape
        case .control("H"): return .backspace
        case .control("Z") where action == .suspend: return key
        case .control("C"), .control("Z"), .control("\\"), .control("S"), .control("Q"):
            throw Refusal(wording: "the terminal keeps \(key.name) for itself")
        case .terminalLost: throw Refusal(wording: "'\(name)' is not a key")
        default: return key
        }
    }

    private static let arrows: [String: Key] = [
        "↑": .up, "↓": .down, "←": .left, "→": .right,
    ]

    private static let names =
        Keymap.standard.bindings.flatMap(\.keys).map(\.name)
        .filter { $0.count > 1 } + ["Backspace", "Del", "Ins", "Left", "Right"]
}
