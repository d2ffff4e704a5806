import Console
import Foundation
import WebSocketServer

/// `wscope run` as lines of text: events as they come, and commands from stdin.
struct LinearLoop {
    let settings: Settings
    let service: Service

    func run() throws {
        let signals = StopSignals()
        let session = LinearSession(
            facts: .init(settings, service), door: try ServerDoor(service),
            output: LineOutput(until: signals))
        service.watch?.request()
        for address in service.addresses { session.say("listening on \(address.url)") }
        WatchLoop(service: service, writer: session, signals: signals, listener: session).run()
        session.say("stopped")
        try service.checkBreaches(settings)
    }
}
