import Glibc
import Testing
import WebSocketEngine
import WebSocketWire

@testable import WebSocketServer

@Suite("Start and stop")
struct LifecycleTests {
    @Test("Stop closes every client with 1001 and ends TCP", arguments: [false, true])
    func goingAway(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let clients = try (0..<3).map { _ in try server.open() }
        server.server.stop(within: .milliseconds(300))
        for client in clients {
            #expect(try client.receive() == .close(1001))
            #expect(client.isAtEnd())
        }
        #expect(server.recorder.count(.closed, reaching: 3) == 3)
    }

    @Test("A client that answers the close ends it before the limit")
    func politeClients() throws {
        let server = try TestServer()
        let client = try server.open()
        let start = ContinuousClock.now
        let answering = Background {
            guard try client.receive() == .close(1001) else { return false }
            try client.send(.close, [0x03, 0xE9])
            return client.isAtEnd()
        }
        server.server.stop(within: .seconds(30))
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(try answering.value())
    }

    @Test("A stopped server refuses commands, and starts again")
    func again() throws {
        let server = try TestServer()
        server.server.stop(within: .zero)
        server.server.stop(within: .zero)
        #expect(server.server.submit(.abort(.all)) == .notConnected)
        for _ in 0..<3 {
            let address = try #require(try server.server.start().first)
            let client = try TestClient(address)
            try client.open()
            try client.send("again")
            #expect(try client.receive() == TestClient.Frame("again"))
            server.server.stop(within: .zero)
        }
    }

    @Test("A server that runs answers start with its addresses")
    func startedTwice() throws {
        let server = try TestServer()
        #expect(try server.server.start() == [server.address])
    }

    @Test("A callback may stop the server")
    func stopFromCallback() throws {
        let server = try TestServer()
        let running = server.server
        running.register { [unowned running] event, _ in
            if event.kind == .textReceived { running.stop(within: .milliseconds(100)) }
        }
        let client = try server.open()
        try client.send("stop")
        #expect(try client.receive() == .close(1001))
        #expect(client.isAtEnd())
    }

    @Test("A server that was stopped inside a callback starts again, from elsewhere")
    func startAfterStopFromCallback() throws {
        let server = try TestServer()
        let running = server.server
        let refusals = Guarded([ServerError]())
        running.register { [unowned running] event, _ in
            guard event.kind == .textReceived else { return }
            running.stop(within: .milliseconds(100))
            do throws(ServerError) {
                try running.start()
            } catch {
                refusals.withLock { $0.append(error) }
            }
        }
        let client = try server.open()
        try client.send("stop")
        #expect(try client.receive() == .close(1001))
        let address = try #require(try running.start().first)
        #expect(refusals.withLock { $0 } == [.stillStopping])
        let second = try TestClient(address)
        #expect(try second.open() == "HTTP/1.1 101 Switching Protocols")
    }

    @Test("The engine answers a question from any thread, but not on its own queue")
    func ask() throws {
        let server = try TestServer()
        let running = server.server
        let inside = Guarded([Int?]())
        let client = try server.open()
        try client.send("one")
        #expect(try client.receive() == TestClient.Frame("one"))
        #expect(running.ask { $0.row(ofSlot: 0)?.receivedMessages } == 1)
        running.register { [unowned running] event, _ in
            guard event.kind == .textReceived else { return }
            let answer = running.ask { $0.totals.slotsUsed }
            inside.withLock { $0.append(answer) }
            running.stop(within: .zero)
        }
        try client.send("two")
        #expect(try client.receive() == .close(1001))
        #expect(inside.withLock { $0 } == [nil])
        running.stop(within: .zero)
        #expect(running.ask { $0.totals.slots } == nil)
    }

    @Test("After the stop every descriptor is given back")
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            func openDescriptors() -> Int { (0..<4096).count { fcntl(Int32($0), F_GETFD) >= 0 } }
            // The dispatch library keeps descriptors of its own from its first source on.
            try TestServer(secure: true).server.stop(within: .zero)
            let before = openDescriptors()
            for secure in [false, true] {
                let server = try TestServer(secure: secure)
                let clients = try (0..<10).map { _ in try server.open() }
                let torn = try server.connect()
                server.server.stop(within: .zero)
                torn.close()
                for client in clients { client.close() }
            }
            if openDescriptors() != before { exit(1) }
        }
    }
}
