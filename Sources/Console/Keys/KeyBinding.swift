import TerminalCanvas

/// Keys, what they do, and how the help words it.
struct KeyBinding: Sendable {
    /// The chapter of the help it stands in.
    enum Group: String, CaseIterable, Sendable {
        case move = "Move"
        case act = "Act on the selected or marked slots"
        case find = "Find"
        case screen = "Screen"
        case leave = "Leave"
    }

    var keys: [Key]
    var action: Action
    var group: Group
    /// What it does, in few words and small letters.
    var summary: String

    init(_ keys: [Key], _ action: Action, _ group: Group, _ summary: String) {
        self.keys = keys
        self.action = action
        self.group = group
        self.summary = summary
    }
}
