import Glibc
import Testing
import WebSocketEngine
import WebSocketServer
import WebSocketWire

@Suite("A server that misbehaves on purpose, over real sockets")
struct HostilityTests {
    private func client(
        _ server: TestServer, _ hostility: Hostility
    ) throws -> TestClient {
        let client = try server.open()
        let id = try #require(server.recorder.first(.connected)).id
        server.server.submit(.temper(.connection(id), hostility), by: .operator)
        #expect(server.recorder.count(.outcome, reaching: 1) == 1)
        return client
    }

    @Test("Split writes bring every byte in its order", arguments: [false, true])
    func split(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try client(server, .splitWrites(true))
        let message = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
        for _ in 0..<2 { try client.send(.binary, message) }
        for _ in 0..<2 { #expect(try client.receive() == TestClient.Frame(.binary, message)) }
    }

    @Test("A slow reader goes on until it has read all", arguments: [false, true])
    func slow(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try client(server, .slowReading(10_000))
        let message = [UInt8](repeating: 0x61, count: 6000)
        let clock = ContinuousClock()
        let begin = clock.now
        for _ in 0..<3 { try client.send(.text, message) }
        for _ in 0..<3 { #expect(try client.receive() == TestClient.Frame(.text, message)) }
        #expect(clock.now - begin > .milliseconds(600))
    }

    @Test("What is not read fills the client's own queue")
    func backPressure() throws {
        let server = try TestServer(echoes: false)
        let client = try client(server, .slowReading(1000))
        var limit = timeval(tv_sec: 0, tv_usec: 300_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(client.descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        #expect(throws: TestClient.Gone.self) {
            for _ in 0..<32 { try client.send(.binary, [UInt8](repeating: 1, count: 1 << 20)) }
        }
        #expect(server.recorder.count(.binaryReceived, reaching: 0) == 0)
    }
}
