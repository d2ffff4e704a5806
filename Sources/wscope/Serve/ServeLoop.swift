import WebSocketEngine
import WebSocketServer

/// Serves and writes events until a signal ends it.
struct ServeLoop {
    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    func run() throws {
        let hangUps = settings.certificates.isEmpty ? nil : try HangUps()
        let signals = try StopSignals(takesHangUp: hangUps == nil)
        let service = try Service(settings, watchedAs: settings.reported == .none ? nil : .log)
        let report = EventReport(
            output: LineOutput(until: signals), clock: service.server.clock,
            reported: settings.reported)
        let loop = try WatchLoop(
            service: service, writer: report, signals: signals,
            reloads: hangUps.map { ($0, { Self.reload(service, report) }) }
        )
        greet(service, report)
        loop.run()
        if let totals = loop.totals { report.line("TOTALS") { EventJSON.add(totals, to: &$0) } }
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
        guard !settings.isQuiet else { return }
        for warning in KeyFileMode.warnings(settings.keys) {
            ProgramExit.complain("wscope: " + warning)
        }
    }

    private static func reload(_ service: Service, _ report: EventReport) {
        do throws(ServerError) {
            let fingerprint = try CertificateReload.reload(service.server)
            report.line("RELOADED") { $0.add("certificate_sha256", fingerprint) }
        } catch {
            let refusal = CertificateReload.refusal(error)
            report.line("RELOAD_REFUSED") {
                $0.add("text", refusal)
                $0.add("certificate_sha256", service.server.certificateFingerprint)
            }
            ProgramExit.complain("wscope: " + refusal)
        }
    }
}
