import Testing
import WebSocketEngine
import WebSocketServer
import WebSocketWire

@Suite("Echo over ws and wss")
struct EchoTests {
    @Test(
        "Every form of length comes back exactly", arguments: [false, true],
        [0, 1, 125, 126, 65_535, 65_536, 300_000])
    func lengths(secure: Bool, count: Int) throws {
        let server = try TestServer(secure: secure)
        let client = try server.open()
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try client.send(.binary, payload)
        #expect(try client.receive() == TestClient.Frame(.binary, payload))
    }

    @Test("A frame that comes byte by byte is one message", arguments: [false, true])
    func byteByByte(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try server.open()
        for byte in TestClient.frame(.text, Array("héllo".utf8)) { try client.write([byte]) }
        #expect(try client.receive() == TestClient.Frame("héllo"))
    }

    @Test("Frames that come in one piece are answered in order", arguments: [false, true])
    func coalesced(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try server.open()
        let texts = (0..<500).map { "message \($0)" }
        try client.write(texts.flatMap { TestClient.frame(.text, Array($0.utf8)) })
        for text in texts { #expect(try client.receive() == TestClient.Frame(text)) }
    }

    @Test(
        "What neither side's buffers can hold waits, and arrives", arguments: [false, true])
    func beyondTheBuffers(secure: Bool) throws {
        let server = try TestServer(secure: secure) {
            $0.settings.maximumMessage = 12 << 20
            $0.settings.maximumFrame = 12 << 20
            $0.settings.sendQueue = 64 << 20
        }
        let client = try server.open()
        let large = [UInt8](repeating: 0x5A, count: 12 << 20)
        try client.send(.binary, large)
        try client.send("and after it")
        #expect(try client.receive() == TestClient.Frame(.binary, large))
        #expect(try client.receive() == TestClient.Frame("and after it"))
    }

    @Test("A fragmented message with a ping inside comes back whole", arguments: [false, true])
    func fragments(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try server.open()
        try client.send(.text, Array("Hel".utf8), fin: false)
        try client.send(.ping, [1, 2])
        try client.send(.continuation, Array("lo".utf8))
        #expect(try client.receive() == TestClient.Frame(.pong, [1, 2]))
        #expect(try client.receive() == TestClient.Frame("Hello"))
    }

    @Test("A hundred clients are served side by side", arguments: [false, true])
    func manyClients(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let clients = try (0..<100).map { _ in try server.open() }
        for (index, client) in clients.enumerated() { try client.send("client \(index)") }
        for (index, client) in clients.enumerated() {
            #expect(try client.receive() == TestClient.Frame("client \(index)"))
        }
    }

    @Test("The closing handshake ends TCP", arguments: [false, true])
    func closing(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try server.open()
        try client.send(.close, [0x03, 0xE8])
        #expect(try client.receive() == .close(1000))
        #expect(client.isAtEnd())
    }

    @Test("IPv6 is served")
    func ipv6() throws {
        guard let server = try? TestServer({ $0.hosts = ["::1"] }) else { return }
        let client = try server.connect()
        #expect(try client.open(host: "[::1]") == "HTTP/1.1 101 Switching Protocols")
        #expect(server.address.url == "ws://[::1]:\(server.address.port)")
    }
}
