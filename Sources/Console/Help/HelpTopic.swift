/// What the help is about.
enum HelpTopic: Sendable {
    /// Keys, commands, filters.
    case everything
    /// The keys as they are, with the names by which they are remapped.
    case keys
}

extension ConsoleModel {
    mutating func openHelp(_ topic: HelpTopic) {
        helpTopic = topic
        mode = .help(0)
    }

    var helpText: HelpText { HelpText(helpTopic, keymap) }
}
