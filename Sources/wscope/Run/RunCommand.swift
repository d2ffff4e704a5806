import ArgumentParser
import TerminalCanvas
import WebSocketEngine

/// The console, with the engine inside.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Open the console and the server (the default).",
        discussion: """
            Press ? for the keys. Without a terminal that can draw (TERM=dumb, a pipe), or with \
            --linear, events are lines of text on stdout, and the commands of the : line are \
            read from stdin, help among them.
            """)

    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Screen") var screen: ScreenOptions

    func run() throws {
        let settings = try Settings.resolve(server) { screen.apply(to: &$0) }
        let themes = Themes.store()
        try Themes.check(settings.theme, in: themes)
        try KeysFile.checkExistence(settings.keyFile)
        let service = try Service(settings, watchedAs: settings.isLinear ? .log : .screen)
        let linear = LinearLoop(settings: settings, service: service)
        if settings.isLinear { return try linear.run() }
        do {
            try ScreenLoop(settings: settings, service: service, themes: themes).run()
        } catch is TerminalError {
            try linear.run()
        }
    }
}
