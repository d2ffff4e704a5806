import Glibc
import WebSocketServer

/// Writes events until a signal ends the server.
struct ServeLoop {
    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    func run() throws {
        let signals = StopSignals()
        let service = try Service(settings, isWatched: settings.reported != .none)
        let output = LineOutput(until: signals)
        let report = EventReport(output: output, clock: service.server.clock, settings: settings)
        greet(service, report)
        follow(service, report, signals)
        service.stop()
        drain(service, report)
        report.line("STOPPED") { _ in }
    }

    private func greet(_ service: Service, _ report: EventReport) {
        for address in service.addresses {
            report.line("LISTENING") {
                $0.add("url", address.url)
                $0.add("app", settings.application.rawValue)
                $0.add("slots", settings.slots)
                $0.add("certificate_sha256", service.server.certificateFingerprint)
            }
            guard !settings.isQuiet else { continue }
            ProgramExit.complain("wscope: listening on \(address.url); Ctrl-C ends it")
        }
    }

    /// Waits for news and signals; the engine never waits for this.
    private func follow(_ service: Service, _ report: EventReport, _ signals: StopSignals) {
        while true {
            let bell = report.isBroken ? -1 : service.watch?.bell ?? -1
            var watched = [
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, -1) > 0 else { continue }
            if watched[0].revents != 0 { return }
            step(service, report)
        }
    }

    private func step(_ service: Service, _ report: EventReport) {
        guard let watch = service.watch else { return }
        if let news = watch.take() {
            report.write(news)
        } else {
            watch.request()
        }
        if report.isBroken { watch.end() }
    }

    /// What happened while the server stopped, as far as it is at hand.
    private func drain(_ service: Service, _ report: EventReport) {
        for _ in 0..<64 {
            guard !report.isBroken, let watch = service.watch else { return }
            var watched = pollfd(fd: watch.bell, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 0) > 0 else { return }
            step(service, report)
        }
    }
}
