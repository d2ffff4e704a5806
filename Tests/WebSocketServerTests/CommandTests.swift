import Dispatch
import Testing
import WebSocketEngine
import WebSocketServer
import WebSocketWire

@Suite("Commands from other threads")
struct CommandTests {
    @Test("A thousand sends of four threads all arrive, and each has its outcome")
    func fromManyThreads() throws {
        let server = try TestServer(echoes: false)
        let client = try server.open()
        let id = try #require(server.recorder.first(.connected)).id
        let running = server.server
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for number in 0..<250 {
                let text = "\(thread) \(number)"
                running.submit(
                    .send(
                        .connection(id), opcode: .text, fin: true, payload: Array(text.utf8)),
                    token: UInt64(thread * 250 + number))
            }
        }
        var next = [0, 0, 0, 0]
        for _ in 0..<1000 {
            let words = String(decoding: try client.receive().payload, as: UTF8.self)
                .split(separator: " ").compactMap { Int($0) }
            #expect(words[1] == next[words[0]])
            next[words[0]] += 1
        }
        #expect(server.recorder.count(.outcome, reaching: 1000) == 1000)
        let tokens = server.recorder.events().compactMap {
            if case .outcome(let outcome) = $0.detail { outcome.token } else { nil }
        }
        #expect(tokens.sorted() == Array(0..<1000))
    }

    @Test("An operator pings, closes and aborts")
    func operatorCommands() throws {
        let server = try TestServer(secure: true)
        let client = try server.open()
        let id = try #require(server.recorder.first(.connected)).id
        server.server.submit(.ping(.connection(id), payload: [9]), by: .operator, token: 1)
        #expect(try client.receive() == TestClient.Frame(.ping, [9]))
        try client.send(.pong, [9])
        #expect(server.recorder.first(.pongReceived)?.payload == [9])
        server.server.submit(
            .close(.connection(id), code: CloseCode(rawValue: 4000), reason: Array("bye".utf8)),
            by: .operator, token: 2)
        #expect(
            try client.receive() == TestClient.Frame(.close, [0x0F, 0xA0] + Array("bye".utf8)))
        let second = try server.open()
        server.server.submit(.abort(.all), by: .operator, token: 3)
        #expect(second.isAtEnd())
        #expect(server.recorder.count(.outcome, reaching: 3) == 3)
    }

    @Test("Broadcast reaches everybody, its sender included")
    func broadcast() throws {
        let server = try TestServer()
        server.server.register(application: BroadcastApplication())
        let clients = try (0..<5).map { _ in try server.open() }
        try clients[2].send("to all")
        for client in clients { #expect(try client.receive() == TestClient.Frame("to all")) }
    }

    @Test("A mailbox that nobody empties is full in the end")
    func fullMailbox() throws {
        let server = try TestServer(echoes: false)
        let isBlocked = DispatchSemaphore(value: 0)
        let goOn = DispatchSemaphore(value: 0)
        let running = server.server
        running.register { event, _ in
            guard event.kind == .textReceived else { return }
            isBlocked.signal()
            goOn.wait()
        }
        let client = try server.open()
        try client.send("block")
        isBlocked.wait()
        let megabyte = [UInt8](repeating: 0, count: 1 << 20)
        let answers = (0..<65).map { _ in
            running.submit(
                .send(.slot(99), opcode: .binary, fin: true, payload: megabyte))
        }
        goOn.signal()
        #expect(answers.first == .some(nil))
        #expect(answers.last == .queueFull)
    }
}
