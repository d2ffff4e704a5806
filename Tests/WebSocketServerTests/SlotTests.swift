import Testing
import WebSocketEngine
import WebSocketServer
import WebSocketWire

@Suite("Slots and their descriptors")
struct SlotTests {
    @Test("The client after the last slot gets 503, and the others are undisturbed")
    func full() throws {
        let server = try TestServer { $0.settings.slots = 2 }
        let first = try server.open()
        let second = try server.open()
        let third = try server.connect()
        #expect(try third.open() == "HTTP/1.1 503 Service Unavailable")
        #expect(third.isAtEnd())
        try first.send("first")
        #expect(try first.receive() == TestClient.Frame("first"))
        try second.send("second")
        #expect(try second.receive() == TestClient.Frame("second"))
        #expect(server.recorder.count(.connecting, reaching: 2) == 2)
    }

    @Test("Past the overflow lane the descriptor is closed at once")
    func pastTheLane() throws {
        let server = try TestServer {
            $0.settings.slots = 1
            $0.settings.overflowLane = 1
        }
        let client = try server.open()
        let inTheLane = try server.connect()
        let beyond = try server.connect()
        #expect(beyond.isAtEnd())
        #expect(try inTheLane.open() == "HTTP/1.1 503 Service Unavailable")
        try client.send("still here")
        #expect(try client.receive() == TestClient.Frame("still here"))
    }

    @Test("A freed slot is taken again, with the next generation")
    func reuse() throws {
        let server = try TestServer { $0.settings.slots = 1 }
        for round in 1...5 {
            let client = try server.open()
            try client.send(.close, [0x03, 0xE8])
            #expect(try client.receive() == .close(1000))
            #expect(client.isAtEnd())
            #expect(server.recorder.count(.closed, reaching: round) == round)
        }
        let opened = server.recorder.events().filter { $0.kind == .connecting }.map { $0.id }
        #expect(
            opened == (1...5).map { ConnectionID(slot: 0, generation: UInt32($0)) })
    }

    @Test("Commands for a connection that is gone are refused by name")
    func stale() throws {
        let server = try TestServer { $0.settings.slots = 1 }
        let first = try server.open()
        let stale = try #require(server.recorder.first(.connected)).id
        first.close()
        #expect(server.recorder.count(.closed, reaching: 1) == 1)
        let second = try server.open()
        server.server.submit(.abort(.connection(stale)), by: .operator, token: 7)
        let outcome = try #require(server.recorder.first(.outcome))
        #expect(
            outcome.detail
                == .outcome(
                    CommandOutcome(verb: .abort, token: 7, reached: 0, refusal: .slotReused)))
        try second.send("unharmed")
        #expect(try second.receive() == TestClient.Frame("unharmed"))
    }
}
