/// What a remapping comes to, for `wscope keys`.
public struct KeyReport {
    /// A row for each action: its keys, its name and what it does; `*` where it is remapped.
    public let rows: [String]
    /// The same, only of what is remapped, with the standard keys.
    public let changes: [String]
    /// Actions that lost every key without a word of the file, each with the line that took it.
    public let losses: [(line: Int, wording: String)]

    public init(_ remapping: KeyRemapping) {
        let keymap = Keymap(remapping)
        let names = Action.allCases.map(\.name.count).max() ?? 0
        rows = keymap.bindings.map { binding in
            let mark = keymap.isRemapped(binding.action) ? "* " : "  "
            return mark + KeyReport.list(binding).padded(16) + " "
                + binding.action.name.padded(names) + "  " + binding.summary
        }
        changes = keymap.bindings.filter { keymap.isRemapped($0.action) }.map { binding in
            let standard = KeyName.list(Keymap.standard.keys(of: binding.action))
            return KeyReport.list(binding).padded(16) + " " + binding.action.name.padded(names)
                + "  by standard " + standard
        }
        losses = keymap.bindings.compactMap { KeyReport.loss($0, remapping) }
    }

    private static func loss(
        _ binding: KeyBinding, _ remapping: KeyRemapping
    ) -> (line: Int, wording: String)? {
        guard binding.keys.isEmpty, remapping.entries[binding.action] == nil else { return nil }
        let standard = Keymap.standard.keys(of: binding.action)
        let thief = remapping.entries.filter { !Set($0.value.keys).isDisjoint(with: standard) }
            .min { $0.value.line < $1.value.line }
        guard let thief else { return nil }
        let keys = KeyName.list(standard.filter(thief.value.keys.contains))
        let wording = "\(binding.action.name) has no key left: \(thief.key.name) took \(keys)"
        return (thief.value.line, wording)
    }

    private static func list(_ binding: KeyBinding) -> String {
        binding.keys.isEmpty ? "-" : KeyName.list(binding.keys)
    }
}
