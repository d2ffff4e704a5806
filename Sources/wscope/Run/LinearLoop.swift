import Console
import Foundation
import WebSocketServer

/// `wscope run` as lines of text: events as they come, and commands from stdin.
struct LinearLoop {
    let settings: Settings
    let service: Service

    func run() throws {
        let hangUps = settings.certificates.isEmpty ? nil : try HangUps()
        let signals = try StopSignals(takesHangUp: hangUps == nil)
        let session = LinearSession(
            facts: .init(settings, service), door: try ServerDoor(service),
            output: LineOutput(until: signals))
        let reload = { session.tell(CertificateReload.perform(on: service.server)) }
        let loop = try WatchLoop(
            service: service, writer: session, signals: signals, listener: session,
            reloads: hangUps.map { ($0, reload) }
        )
        service.watch?.request()
        for address in service.addresses { session.say("listening on \(address.url)") }
        for warning in KeyFileMode.warnings(settings.keys) { ProgramExit.complain(warning) }
        loop.run()
        session.say("stopped")
        try service.checkBreaches(settings)
    }
}
