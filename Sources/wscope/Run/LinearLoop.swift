import Foundation

/// `wscope run` without a terminal that can draw: the same events, a line each.
struct LinearLoop {
    let settings: Settings

    /// No terminal, or one without a cursor to move.
    static var isCalledFor: Bool {
        let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        return !isTerminal || term.isEmpty || term == "dumb"
    }

    func run() throws {
        let signals = StopSignals()
        let service = try Service(settings, isWatched: true)
        let report = LinearReport(
            output: LineOutput(until: signals), wall: service.wallClock)
        for address in service.addresses { report.say("listening on \(address.url)") }
        WatchLoop(service: service, writer: report, signals: signals).run()
        report.say("stopped")
    }
}
