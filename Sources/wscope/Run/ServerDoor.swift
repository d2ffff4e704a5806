import Console
import WebSocketEngine
import WebSocketServer

/// The console's door to the engine, made of a server and its watch.
final class ServerDoor: EngineDoor {
    private let server: WebSocketServer
    private let watch: Watch
    private let prints: PrintCapture?
    private let captures: CaptureDesk

    init(_ service: Service) throws {
        server = service.server
        prints = service.prints
        captures = service.captures
        watch = try service.watch ?? service.server.watch()
    }

    var bell: Int32 { watch.bell }
    var now: Instant { server.clock.now() }
    func requestNews() { watch.request() }
    func takeNews() -> News? { watch.take() }
    var printBell: Int32 { prints?.bell ?? -1 }
    func takePrinted() -> Printed { prints?.take() ?? Printed() }

    func submit(_ command: Command, token: UInt64) -> Refusal? {
        server.submit(command, by: .operator, token: token)
    }

    func request(_ payload: PayloadRequest) { watch.request(payload) }
    func takePayload() -> PayloadAnswer? { watch.takePayload() }
    let wall: WallClock? = nil
    var status: DoorStatus { captures.status }
    func perform(_ order: CaptureOrder) -> Notice { captures.perform(order) }
    func reloadCertificates() -> Notice { CertificateReload.perform(on: server) }
}
