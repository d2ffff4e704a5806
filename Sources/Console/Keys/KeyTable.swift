import TerminalCanvas

/// The key table as documentation.
public enum KeyTable {
    /// For the README: one row for each binding, in the order of the help.
    public static var markdown: String {
        let rows = Keymap.standard.bindings.map { binding in
            let keys = binding.keys.map { "`\(KeyName.short($0))`" }.joined(separator: " ")
            return "| \(keys) | \(binding.summary) | `\(binding.action.name)` |"
        }
        return (["| Key | Does | Action |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }
}
