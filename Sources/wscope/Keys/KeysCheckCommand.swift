import ArgumentParser
import Console
import Foundation

/// Reads a file of keys as the console would.
struct KeysCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a file of keys and show what it changes.",
        discussion: """
            What is wrong is told with file and line, and the exit status is 2; an action that \
            loses its last key to another is a warning.
            """)

    @Argument(
        help: ArgumentHelp("A file such as keys.toml.", valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var file: String

    func run() throws {
        guard let keys = try KeysFile.read(named: file, [:]) else { return }
        for warning in keys.warnings { ProgramExit.complain(warning) }
        let changes = KeyReport(keys.remapping).changes
        for change in changes { print(change) }
        if changes.isEmpty { print("all keys are the standard ones") }
    }
}
