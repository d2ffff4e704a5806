import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct DeflatingTests {
    static let text = [UInt8](String(repeating: "{\"state\":\"ok\"}", count: 100).utf8)

    @Test func messagesFromTheLeastSizeOnLeaveCompressed() {
        let script = InflatingTests.script { $0.deflate.leastBytes = 100 }
        let id = script.joins(offering: "permessage-deflate")
        let client = DeflatingClient()
        script.send(id, .text, Array(Self.text.prefix(99)))
        script.send(id, .text, Array(Self.text.prefix(100)))
        script.send(id, .binary, Self.text)
        script.turn()
        let frames = DeflatingClient.frames(script.taken(id))
        #expect(frames.map(\.header.isCompressed) == [false, true, true])
        #expect(frames.map(\.header.reservedBits) == [0, 4, 4])
        #expect(frames[0].payload == Array(Self.text.prefix(99)))
        #expect(client.inflated(frames[1].payload) == Array(Self.text.prefix(100)))
        #expect(client.inflated(frames[2].payload) == Self.text)
        #expect(frames[2].payload.count < 100)
    }

    @Test func onlyTheFirstFragmentSaysThatItsMessageIsCompressed() {
        let script = InflatingTests.script { $0.deflate.leastBytes = 100 }
        let id = script.joins(offering: "permessage-deflate")
        let client = DeflatingClient()
        for _ in 0..<2 {
            script.send(id, .text, fin: false, Self.text)
            script.commands(.ping(.all, payload: [1]))
            script.send(id, .continuation, fin: false, [])
            script.send(id, .continuation, Array(Self.text.prefix(10)))
            script.send(id, .text, fin: false, [0x61])
            script.send(id, .continuation, Self.text)
            script.turn()
            let frames = DeflatingClient.frames(script.taken(id)).filter {
                $0.header.opcode != .ping
            }
            #expect(frames.map(\.header.reservedBits) == [4, 0, 0, 0, 0])
            #expect(frames.map(\.header.fin) == [false, false, true, false, true])
            let payload = frames[0].payload + frames[1].payload + frames[2].payload
            #expect(client.inflated(payload) == Self.text + Self.text.prefix(10))
            #expect(frames[4].payload == Self.text)
        }
    }

    @Test(arguments: [false, true], [3_000, 70_000, 2_000_000])
    func anySizeLeavesWholeThroughAnyKernel(secure: Bool, count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let script = InflatingTests.script { $0.sendQueue = 10_000_000 }
        let id = try #require(script.connects(secure: secure))
        if secure { script.engine.secured(id, now: script.now) }
        script.receives(Script.request(offering: "permessage-deflate"), from: id)
        script.forget()
        // Letters of sixteen: compressed to half.
        let message = (0..<count).map { _ in UInt8(random.below(16)) }
        var moods = SeededRandom(seed: 7)
        script.kernelMood = { moods.chance(2) ? moods.below($0 + 1) : $0 }
        for _ in 0..<3 { #expect(script.send(id, .binary, message) == nil) }
        script.turn()
        while script.engine.totals.queuedBytes > 0 { script.becomesWritable(id, room: nil) }
        let client = DeflatingClient()
        let frames = DeflatingClient.frames(script.taken(id))
        #expect(frames.map { client.inflated($0.payload) == message } == [true, true, true])
        #expect(frames.allSatisfy { $0.payload.count < count * 2 / 3 })
    }

    @Test func whatWasRefusedIsNotReferredTo() {
        let script = InflatingTests.script {
            $0.sendQueue = 3_000
            $0.sendQueueHigh = 1_000
            $0.sendQueueLow = 500
        }
        let id = script.joins(offering: "permessage-deflate")
        var random = SeededRandom(seed: 3)
        let noise = (0..<2_500).map { _ in UInt8(random.below(256)) }
        script.kernelRoom[id.slot] = 0
        #expect(script.send(id, .binary, noise) == nil)
        script.turn()
        let held = script.engine.pool.outstandingBytes
        #expect(script.send(id, .binary, Self.text + noise.reversed()) == .queueFull)
        #expect(script.engine.pool.outstandingBytes == held)
        #expect(script.send(id, .binary, Self.text) == nil)
        script.becomesWritable(id, room: nil)
        let client = DeflatingClient()
        let frames = DeflatingClient.frames(script.taken(id))
        #expect(frames.map { client.inflated($0.payload) } == [noise, Self.text])
    }

    @Test func aBroadcastIsCompressedOnceForThoseThatRememberNothing() {
        let script = InflatingTests.script()
        let offers = [
            "permessage-deflate; server_no_context_takeover", "permessage-deflate",
            "permessage-deflate; server_no_context_takeover", nil,
        ]
        let ids = offers.map { script.joins(offering: $0) }
        let clients = [false, true, false].map {
            DeflatingClient(DeflateAgreement(serverTakesOver: $0))
        }
        for _ in 0..<2 {
            script.commands(.send(.all, opcode: .text, fin: true, payload: Self.text))
            let frames = ids.map { DeflatingClient.frames(script.taken($0))[0] }
            #expect(frames.map(\.header.isCompressed) == [true, true, true, false])
            for index in 0..<3 {
                #expect(clients[index].inflated(frames[index].payload) == Self.text)
            }
            #expect(frames[0].payload == frames[2].payload)
            #expect(frames[3].payload == Self.text)
        }
    }

    @Test func aWatcherSeesBothSizesAndBothPayloads() throws {
        let script = InflatingTests.script()
        let id = script.joins(offering: "permessage-deflate")
        script.application = { event, script in
            if event.kind == .textReceived { script.send(event.id, .text, Array(event.payload)) }
        }
        let client = DeflatingClient()
        var cursor = NewsCursor()
        _ = script.engine.news(since: &cursor, now: script.now)
        let packed = try #require(client.packed(Self.text))
        script.receives(Script.frame(.text, packed, isCompressed: true), from: id)
        script.receives(Script.frame(.ping), from: id)
        let news = script.engine.news(since: &cursor, now: script.now)
        #expect(news.frames.map(\.isCompressed) == [true, true, false, false])
        #expect(news.frames.map(\.header.reservedBits) == [4, 4, 0, 0])
        #expect(news.frames[0].preview.bytes == packed)
        for frame in news.frames.prefix(2) {
            let inflated = try #require(frame.inflated)
            #expect(inflated.preview.bytes == Array(Self.text.prefix(96)))
            #expect(inflated.preview.total == Self.text.count)
            #expect(inflated.packed == Int(frame.header.payloadLength))
        }
        #expect(news.frames[2].inflated == nil)
        let row = try #require(news.rows.last)
        #expect(row.receivedCompression.packed == UInt64(packed.count))
        #expect(row.receivedCompression.plain == UInt64(Self.text.count))
        #expect(row.sentCompression.plain == UInt64(Self.text.count))
        #expect(news.totals.sentCompression == row.sentCompression)
        #expect(news.totals.receivedCompression == row.receivedCompression)
        script.finishes(id)
        let end = script.engine.news(since: &cursor, now: script.now)
        let last = try #require(end.rows.last)
        #expect(last.state == .closed && last.deflate == row.deflate)
        #expect(last.receivedCompression == row.receivedCompression)
        #expect(last.sentCompression == row.sentCompression)
        // Who takes the slot without compression inherits none.
        let next = script.joins()
        script.finishes(next)
        let plain = script.engine.news(since: &cursor, now: script.now)
        #expect(plain.rows.last?.deflate == nil && plain.rows.last?.sentCompression.plain == 0)
    }

    @Test func withoutMemoryAMessageLeavesPlain() {
        let script = InflatingTests.script { $0.memoryBudget = 20_000 }
        let id = script.joins(offering: "permessage-deflate")
        #expect(script.send(id, .text, Self.text) == nil)
        script.turn()
        let frames = DeflatingClient.frames(script.taken(id))
        #expect(frames.map(\.header.isCompressed) == [false])
        #expect(frames[0].payload == Self.text)
    }
}
