import TerminalCanvas

extension Keymap {
    /// The standard keys but where a file says otherwise; a key that it gives to an action is
    /// taken from the one that has it by standard.
    init(_ remapping: KeyRemapping) {
        let claimed = Set(remapping.entries.values.flatMap(\.keys))
        self.init(
            Keymap.standard.bindings.map { binding in
                var binding = binding
                if let entry = remapping.entries[binding.action] {
                    binding.keys = entry.keys
                } else {
                    binding.keys.removeAll(where: claimed.contains)
                }
                return binding
            })
    }

    /// Gives a key to an action, whatever it did before.
    mutating func map(_ key: Key, to action: Action) {
        guard self.action(for: key) != action else { return }
        change { binding in
            binding.keys.removeAll { $0 == key }
            if binding.action == action { binding.keys.append(key) }
        }
    }

    mutating func unmap(_ key: Key) {
        change { $0.keys.removeAll { $0 == key } }
    }

    private mutating func change(_ edit: (inout KeyBinding) -> Void) {
        var bindings = bindings
        for index in bindings.indices { edit(&bindings[index]) }
        self = Keymap(bindings)
    }

    /// Whether an action has other keys than by standard.
    func isRemapped(_ action: Action) -> Bool {
        keys(of: action) != Keymap.standard.keys(of: action)
    }

    func keys(of action: Action) -> [Key] {
        bindings.first { $0.action == action }?.keys ?? []
    }
}
