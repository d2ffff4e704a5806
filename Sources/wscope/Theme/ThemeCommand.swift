import ArgumentParser

/// The themes, from outside the console.
struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme",
        abstract: "List the themes, or check one that you write.",
        subcommands: [ThemeListCommand.self, ThemeCheckCommand.self])
}
