import ArgumentParser
import TerminalCanvas

/// The console, with the engine inside.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Open the console and the server (the default).",
        discussion: """
            Press ? for the keys. Without a terminal that can draw (TERM=dumb, a pipe) the events \
            are written as lines of text.
            """)

    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Screen") var screen: ScreenOptions

    func run() throws {
        let settings = try Settings.resolve(server) { screen.apply(to: &$0) }
        let themes = Themes.store()
        try Themes.check(settings.theme, in: themes)
        try KeysFile.checkExistence(settings.keys)
        let service = try Service(settings, isWatched: true)
        do {
            try ScreenLoop(settings: settings, service: service, themes: themes).run()
        } catch is TerminalError {
            LinearLoop(service: service).run()
        }
    }
}
