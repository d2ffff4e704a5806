import Console
import Foundation
import WebSocketServer

/// `wscope run` as lines of text: events as they come, and commands from stdin.
struct LinearLoop {
    let settings: Settings
    let service: Service

    func run() throws {
        let hangUps = settings.certificates.isEmpty ? nil : HangUps()
        let signals = StopSignals(takesHangUp: hangUps == nil)
        let session = LinearSession(
            facts: .init(settings, service), door: try ServerDoor(service),
            output: LineOutput(until: signals))
        service.watch?.request()
        for address in service.addresses { session.say("listening on \(address.url)") }
        for warning in KeyFileMode.warnings(settings.keys) { ProgramExit.complain(warning) }
        let reload = { session.tell(CertificateReload.perform(on: service.server)) }
        WatchLoop(
            service: service, writer: session, signals: signals, listener: session,
            reloads: hangUps.map { ($0, reload) }
        ).run()
        session.say("stopped")
        try service.checkBreaches(settings)
    }
}
