/// Who answers the clients.
enum ApplicationName: Hashable, Sendable {
    /// Every message goes back to its sender.
    case echo
    /// Messages are taken and dropped.
    case sink
    /// Every message goes to all clients.
    case broadcast
    /// A shared object with code for the SYS_WSS interface, by its path.
    case plugin(String)

    /// nil for a text that is neither a name of ours nor looks like a path.
    init?(_ text: String) {
        switch text {
        case "echo": self = .echo
        case "sink": self = .sink
        case "broadcast": self = .broadcast
        case _ where text.contains("/") || text.hasSuffix(".so"): self = .plugin(text)
        default: return nil
        }
    }

    /// In a word: of a plugin the file's name without its folder.
    var name: String {
        switch self {
        case .echo: "echo"
        case .sink: "sink"
        case .broadcast: "broadcast"
        case .plugin(let path): String(path.split(separator: "/").last ?? "plugin")
        }
    }

    var isPlugin: Bool {
        if case .plugin = self { return true }
        return false
    }
}
