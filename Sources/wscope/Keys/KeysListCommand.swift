import ArgumentParser
import Console
import Foundation

/// Every action with its keys as they are.
struct KeysListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Every action, its keys, and what it does; * where keys.toml changes them.")

    @Option(
        help: ArgumentHelp(
            "Keys of this file. (default: $XDG_CONFIG_HOME/wscope/keys.toml, if it exists)",
            valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var keys: String?

    func run() throws {
        let file = try KeysFile.read(named: keys, ProcessInfo.processInfo.environment)
        for row in KeyReport(file?.remapping ?? KeyRemapping()).rows { print(row) }
    }
}
