import TerminalCanvas

/// Keys as tables print them.
enum KeyName {
    /// As `Key.name`, arrows as arrows.
    static func short(_ key: Key) -> String {
        switch key {
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        default: key.name
        }
    }

    static func list(_ keys: [Key]) -> String { keys.map(short).joined(separator: " ") }
}
