import Glibc
import Testing
import WebSocketEngine
import WebSocketServer

@Suite("A watcher rings, asks and takes")
struct WatchTests {
    /// News until `isEnough` holds of all of them together; as the console does it.
    private func gather(
        _ watch: Watch, until isEnough: ([News]) -> Bool
    ) -> [News] {
        var all: [News] = []
        while !isEnough(all) {
            var bell = pollfd(fd: watch.bell, events: Int16(POLLIN), revents: 0)
            guard poll(&bell, 1, 5000) == 1 else { return all }
            if let news = watch.take() { all.append(news) } else { watch.request() }
        }
        return all
    }

    @Test("Rows, events and frames of what happened", arguments: [false, true])
    func sees(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let watch = try server.server.watch()
        let client = try server.open()
        try client.send("Hello")
        #expect(try client.receive() == TestClient.Frame("Hello"))
        let news = gather(watch) { $0.flatMap(\.frames).count >= 2 }
        let events = news.flatMap(\.events)
        #expect(events.map(\.kind) == [.connecting, .connected, .textReceived])
        #expect(events.map(\.sequence) == [1, 2, 3])
        let frames = news.flatMap(\.frames)
        #expect(frames.map(\.direction) == [.received, .sent])
        #expect(frames.map { $0.preview.bytes } == [Array("Hello".utf8), Array("Hello".utf8)])
        let row = try #require(news.flatMap(\.rows).last)
        #expect(row.state == .connected)
        #expect(row.isSecure == secure)
        #expect(row.peer.isLoopback)
        #expect(news.last?.totals.slotsUsed == 1)
    }

    @Test("A screen and a capture watch at the same time", arguments: [false, true])
    func twoSeats(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let screen = try server.server.watch()
        let capture = try server.server.watch(as: .capture)
        let client = try server.open()
        let text = String(repeating: "wscope ", count: 100)
        try client.send(text)
        #expect(try client.receive() == TestClient.Frame(text))
        let shown = gather(screen) { $0.flatMap(\.frames).count >= 2 }.flatMap(\.frames)
        let captured = gather(capture) { $0.flatMap(\.frames).count >= 2 }
        let carried = captured.flatMap { news in
            news.frames.indices.map { Array(news.payloads.payload($0)) }
        }
        #expect(carried == [Array(text.utf8.dropFirst(96)), Array(text.utf8.dropFirst(96))])
        #expect(captured.flatMap(\.rows).last?.receivedMessages == 1)
        #expect(captured.flatMap(\.handshakes).count == 1)

        screen.request(PayloadRequest(number: 1, places: [PayloadPlace()]))
        screen.request(PayloadRequest(number: 2, places: shown.map(\.rest)))
        var answer: PayloadAnswer?
        while answer == nil {
            var bell = pollfd(fd: screen.bell, events: Int16(POLLIN), revents: 0)
            try #require(poll(&bell, 1, 5000) == 1)
            answer = screen.takePayload()
            _ = screen.take()
        }
        #expect(answer?.number == 2)
        #expect(answer?.parts.map { $0 ?? [] } == carried)
        capture.end()
        try client.send("Hello")
        #expect(try client.receive() == TestClient.Frame("Hello"))
        #expect(gather(screen) { $0.flatMap(\.frames).count >= 2 }.flatMap(\.frames).count == 2)
    }

    @Test("While nothing happens, nothing rings")
    func silence() throws {
        let server = try TestServer()
        let watch = try server.server.watch()
        watch.request()
        let news = gather(watch) { $0.count == 1 }
        #expect(news.count == 1)
        var bell = pollfd(fd: watch.bell, events: Int16(POLLIN), revents: 0)
        #expect(poll(&bell, 1, 350) == 0)
    }

    @Test("A watch lives across stop and start")
    func acrossRestart() throws {
        let server = try TestServer()
        let watch = try server.server.watch()
        server.server.stop(within: .zero)
        let address = try #require(try server.server.start().first)
        let client = try TestClient(address)
        try client.open()
        let news = gather(watch) { $0.flatMap(\.events).contains { $0.kind == .connected } }
        #expect(news.flatMap(\.events).contains { $0.kind == .connected })
    }

    @Test("Instants pair with the time of day")
    func wallClock() {
        let clock = ServerClock()
        let earlier = clock.now()
        let later = clock.now()
        #expect(earlier > .zero && later >= earlier)
        #expect(
            clock.wallNanoseconds(of: later) - clock.wallNanoseconds(of: earlier)
                == Int64(later.since(earlier)))
        let seconds = Int64(time(nil))
        #expect(abs(clock.wallNanoseconds(of: later) / 1_000_000_000 - seconds) <= 1)
    }
}
