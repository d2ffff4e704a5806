import ArgumentParser

/// The keys, from outside the console.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List the keys and their actions, or check a file that changes them.",
        subcommands: [KeysListCommand.self, KeysCheckCommand.self])
}
