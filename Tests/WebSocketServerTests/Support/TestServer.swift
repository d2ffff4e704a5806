import Testing
import WebSocketEngine

@testable import WebSocketServer

/// A server on a free loopback port with a recorder, stopped when the test lets go of it.
final class TestServer {
    let server: WebSocketServer
    let recorder: Recorder
    let address: BoundAddress

    init(
        secure: Bool = false, echoes: Bool = true, accepting: Accepting = .kernel,
        _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = ServerConfiguration()
        configuration.port = 0
        // A slow machine must not have them speak in the middle of a test.
        configuration.settings.pingInterval = 0
        configuration.settings.idleTimeout = 0
        if secure { configuration.tls = .selfSigned() }
        change(&configuration)
        server = WebSocketServer(configuration: configuration)
        recorder = Recorder(echoes: echoes)
        server.register(application: recorder)
        address = try #require(try server.start(accepting: accepting).first)
    }

    deinit { server.stop(within: .milliseconds(200)) }

    func connect() throws -> TestClient { try TestClient(address) }

    /// A client that is CONNECTED.
    func open() throws -> TestClient {
        let client = try connect()
        try #require(try client.open() == "HTTP/1.1 101 Switching Protocols")
        return client
    }
}
