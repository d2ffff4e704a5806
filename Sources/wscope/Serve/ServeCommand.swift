import ArgumentParser

/// The engine alone, its events on stdout.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server without a screen; one JSON object per event on stdout.",
        discussion: """
            SIGINT, SIGTERM and SIGHUP end it: every client gets close 1001, the exit status is 0. \
            With --cert, SIGHUP has the certificates read anew instead; sessions go on. \
            A reader of stdout that falls behind never holds the server up; what it missed is \
            counted in LOST events.

            What a shared object of --app prints is told in PRINT events, and with --events none \
            comes out as it is.
            """)

    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Report") var report: ReportOptions

    func run() throws {
        let settings = try Settings.resolve(server) { report.apply(to: &$0) }
        try ServeLoop(settings).run()
    }
}
