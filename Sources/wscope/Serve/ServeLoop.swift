import WebSocketEngine
import WebSocketServer

/// Serves and writes events until a signal ends it.
struct ServeLoop {
    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    func run() throws {
        let signals = StopSignals()
        let service = try Service(settings, watchedAs: settings.reported == .none ? nil : .log)
        let report = EventReport(
            output: LineOutput(until: signals), clock: service.server.clock,
            reported: settings.reported)
        greet(service, report)
        WatchLoop(service: service, writer: report, signals: signals).run()
        report.line("STOPPED") { _ in }
        try service.checkBreaches(settings)
    }

    private func greet(_ service: Service, _ report: EventReport) {
        for address in service.addresses {
            report.line("LISTENING") {
                $0.add("url", address.url)
                $0.add("app", settings.application.name)
                $0.add("slots", settings.slots)
                $0.add("certificate_sha256", service.server.certificateFingerprint)
            }
            guard !settings.isQuiet else { continue }
            ProgramExit.complain("wscope: listening on \(address.url); Ctrl-C ends it")
        }
    }
}
