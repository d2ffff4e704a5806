import ArgumentParser
import Capture
import Console
import TerminalCanvas

/// A capture in the same console, or in another format.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a capture in the console, or export it.",
        discussion: """
            Shows what was captured as it stood at its end; commands to clients are refused. \
            Without a terminal that can draw, the events are written as lines of text.

            wscope open chat.wscap
            wscope open --export pcapng -o chat.pcapng chat.wscap
            """)

    @Argument(
        help: ArgumentHelp("The capture.", valueName: "file"),
        completion: .file(extensions: ["wscap"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            "Write it as jsonl (an object for each record) or pcapng (packets for Wireshark).",
            valueName: "format"),
        completion: .list(ExportFormat.allCases.map(\.rawValue)), transform: Reading.choice)
    var export: ExportFormat?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Where --export writes to, a file that does not exist yet. (default: stdout)",
            valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup(title: "Screen") var screen: ScreenOptions

    func run() throws {
        if let export {
            let target = output == "-" ? nil : output
            if target == nil, export == .pcapng, StandardStreams.isTerminal {
                throw WrongUsage("pcapng is not for a terminal: name a file with -o")
            }
            try Export(file, as: export, to: target).run()
            return
        }
        if output != nil { throw WrongUsage("-o goes with --export") }
        var settings = Settings()
        screen.apply(to: &settings)
        let themes = Themes.store()
        try Themes.check(settings.theme, in: themes)
        do {
            try ScreenLoop.open(try CaptureDoor(file), settings: settings, themes: themes)
        } catch is TerminalError {
            try LinearCapture(path: file).run()
        }
    }
}
