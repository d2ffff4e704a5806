import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct WatchingTests {
    @Test func onlyChangedRowsAreNewsAfterTheFirstLook() {
        let script = Script()
        let (a, b) = (script.joins(), script.joins())
        var cursor = NewsCursor()
        #expect(script.engine.news(since: &cursor, now: script.now).rows.map(\.id) == [a, b])
        #expect(script.engine.news(since: &cursor, now: script.now).rows.isEmpty)
        script.receives(Script.text("x"), from: b)
        let news = script.engine.news(since: &cursor, now: script.now)
        #expect(news.rows.map(\.id) == [b])
        #expect(news.rows[0].receivedMessages == 1 && news.rows[0].state == .connected)
        #expect(news.rows[0].path.bytes == Array("/chat".utf8))
        #expect(news.events.map(\.kind) == [.textReceived])
        #expect(news.frames.map { $0.preview.bytes } == [[0x78]])
    }

    @Test func aFreedRowTellsHowItEnded() {
        let script = Script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = script.engine.news(since: &cursor, now: script.now)
        script.receives(Script.close(1001), from: id)
        let rows = script.engine.news(since: &cursor, now: script.now).rows
        #expect(rows.map(\.state) == [.closed])
        #expect(rows.first?.closing?.code == .goingAway)
    }

    @Test func whoHasGoneBeforeTheFirstLookIsNamed() {
        let script = Script()
        let id = script.joins()
        script.receives(Script.close(1000), from: id)
        var cursor = NewsCursor()
        let news = script.engine.news(since: &cursor, now: script.now)
        #expect(news.events.last?.kind == .closed)
        #expect(news.rows.map(\.id) == [id])
        #expect(news.rows.map(\.state) == [.closed])
    }

    /// Of a secure connection, ciphertext that left is a change too.
    @Test func aBacklogThatIsGoneIsNews() throws {
        let script = Script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = script.engine.send(id, .text, fin: true, .init(start: nil, count: 0), now: script.now)
        let write = try #require(script.engine.nextWrite())
        script.engine.wrote(write, write.count, backlog: 10, now: script.now)
        let before = script.engine.news(since: &cursor, now: script.now).rows
        #expect(before.map(\.queuedBytes) == [10])
        script.becomesWritable(id, room: nil)
        let after = script.engine.news(since: &cursor, now: script.now).rows
        #expect(after.map(\.queuedBytes) == [0])
    }

    @Test func whatTheRingsHadToDropIsCounted() {
        let script = Script {
            $0.eventRing = 8
            $0.frameRing = 4
        }
        let id = script.joins()
        var cursor = NewsCursor()
        _ = script.engine.news(since: &cursor, now: script.now)
        for _ in 0..<10 { script.receives(Script.text("x"), from: id) }
        let news = script.engine.news(since: &cursor, now: script.now)
        #expect(news.events.count == 7 && news.eventsLost == 3)
        #expect(news.frames.count == 4 && news.framesLost == 6)
        #expect(news.events.last?.sequence == 9)
        #expect(script.engine.news(since: &cursor, now: script.now).eventsLost == 3)
    }

    @Test func bothDirectionsAreCapturedWithLosslessHeaders() {
        let script = Script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = script.engine.news(since: &cursor, now: script.now)
        script.receives(Script.frame(.ping, [7]), from: id)
        let frames = script.engine.news(since: &cursor, now: script.now).frames
        #expect(frames.map(\.direction) == [.received, .sent])
        #expect(frames.map(\.header.opcode) == [.ping, .pong])
        #expect(frames[0].header.maskingKey == 0x9F7F_3D21)
        #expect(frames.map { $0.preview.bytes } == [[7], [7]])
    }

    @Test func aRowThatChangesAloneIsNewsToo() {
        let script = Script()
        let id = script.joins()
        script.kernelRoom[id.slot] = 1
        script.send(id, .binary, [1, 2, 3])
        script.turn()
        var cursor = NewsCursor()
        _ = script.engine.news(since: &cursor, now: script.now)
        #expect(!script.engine.hasNews(since: cursor))
        script.becomesWritable(id, room: nil)
        #expect(script.engine.hasNews(since: cursor))
        #expect(script.engine.news(since: &cursor, now: script.now).rows.map(\.queuedBytes) == [0])
    }

    @Test func nobodyWatchingMeansNothingKept() {
        let script = Script()
        script.engine.isWatching = false
        let id = script.joins()
        script.receives(Script.text("x"), from: id)
        var cursor = NewsCursor()
        let news = script.engine.news(since: &cursor, now: script.now)
        #expect(news.events.isEmpty && news.frames.isEmpty)
    }

    @Test(arguments: [
        (PeerAddress(ipv4: 0x0A00_0007, port: 51_544), "10.0.0.7:51544", false),
        (PeerAddress(ipv4: 0x7F00_0001, port: 1), "127.0.0.1:1", true),
        (PeerAddress(high: 0, low: 1, port: 2), "[::1]:2", true),
        (PeerAddress(high: 0xFE80 << 48, low: 1, port: 3), "[fe80::1]:3", false),
        (
            PeerAddress(high: 0x2001_0DB8_0000_0001, low: 0x0000_0000_0001_0000, port: 4),
            "[2001:db8:0:1::1:0]:4", false
        ),
    ])
    func addressesReadAsPeopleWriteThem(peer: PeerAddress, text: String, isLoopback: Bool) {
        #expect(peer.description == text && peer.isLoopback == isLoopback)
    }
}
