import Console
import WebSocketEngine
import WebSocketServer

/// The console's door to the engine, made of a server and its watch.
final class ServerDoor: EngineDoor {
    private let server: WebSocketServer
    private let watch: Watch

    init(_ service: Service) throws {
        server = service.server
        watch = try service.watch ?? service.server.watch()
    }

    var bell: Int32 { watch.bell }
    var now: Instant { server.clock.now() }
    func requestNews() { watch.request() }
    func takeNews() -> News? { watch.take() }

    func submit(_ command: Command, token: UInt64) -> Refusal? {
        server.submit(command, by: .operator, token: token)
    }
}
