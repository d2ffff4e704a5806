/// A command of the command line: its name, its help, and what it does.
struct CommandSpec: Sendable {
    var name: String
    /// As the help prints it: `ping [SLOT|all] [TEXT]`.
    var usage: String
    var summary: String
    /// What Tab offers for the words after the name.
    var arguments: @Sendable (ConsoleModel) -> [String] = { _ in [] }
    var run:
        @Sendable (inout ConsoleModel, inout CommandWords) throws(CommandError) ->
            [ConsoleEffect]
}
