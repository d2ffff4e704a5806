/// A command of the command line: its name, its help, and what it does.
struct CommandSpec: Sendable {
    var name: String
    /// As the help prints it: `ping [SLOT|all] [TEXT]`.
    var usage: String
    var summary: String
    /// Whether its lines may be kept when the console ends; what carries a payload is not.
    var isRemembered = true
    /// What Tab offers for any word after the name.
    var arguments: @Sendable (ConsoleModel) -> [String] = { _ in [] }
    /// What Tab offers for the word at a place; nil where `arguments` says it all.
    var candidates: (@Sendable (ConsoleModel, ArgumentPlace) -> [Candidate])?
    /// Whether all that follows the name is a filter of the pane at hand.
    var takesFilter = false
    /// Whether it is about a screen, which linear mode does not have.
    var needsScreen = false
    var run:
        @Sendable (inout ConsoleModel, inout CommandWords) throws(CommandError) ->
            [ConsoleEffect]
}
