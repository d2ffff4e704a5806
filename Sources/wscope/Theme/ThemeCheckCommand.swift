import ArgumentParser
import Foundation
import TerminalCanvas

/// Reads a theme as the console would, and looks at it as a reader with weak eyes would.
struct ThemeCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a theme: its text, its roles and its contrast.",
        discussion: """
            Prints every role with its colours and their contrast (WCAG 2.1). What is wrong is \
            told with file and line, and the exit status is 2; what is merely hard to read, or \
            named in vain, is a warning. The 16 named colours count as xterm has them.

            wscope theme check mine.toml
            wscope theme check --contrast 7 high-contrast
            """)

    @Argument(
        help: ArgumentHelp("A theme's file, or the name of one there is.", valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var theme: String

    @Option(help: ArgumentHelp("Least contrast of text. (default: 4.5)", valueName: "ratio"))
    var contrast: Double?

    func run() throws {
        let reading = try read()
        for line in ThemeWarnings(reading, goal: goal).lines { ProgramExit.complain(line) }
        let isColoured =
            isatty(STDOUT_FILENO) == 1
            && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
        for line in ThemeSwatches(reading.theme, isColoured: isColoured).lines { print(line) }
    }

    private var goal: ThemeAudit.Goal {
        var goal = ThemeAudit.Goal.readable
        if let contrast { goal.text = contrast }
        return goal
    }

    private func read() throws -> ThemeReading {
        let file = URL(fileURLWithPath: theme)
        var store = Themes.store()
        var name = theme
        if theme.contains("/") || theme.hasSuffix(".toml") {
            guard file.pathExtension == "toml" else {
                throw WrongUsage("\(theme): the name of a theme's file ends in .toml")
            }
            // What it inherits from is looked for beside it first, as in the folder of a user.
            let folder = file.deletingLastPathComponent().path(percentEncoded: false)
            store = ThemeStore(folders: [folder] + store.folders)
            name = String(file.lastPathComponent.dropLast(".toml".count))
            guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
                throw WrongUsage("\(theme): no such file")
            }
        }
        do throws(ThemeError) {
            return try store.read(name)
        } catch {
            throw WrongUsage(error.description)
        }
    }
}
