import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct InflatingTests {
    static func script(_ change: (inout EngineSettings) -> Void = { _ in }) -> Script {
        Script {
            $0.deflate = DeflatePolicy(leastBytes: 0)
            change(&$0)
        }
    }

    @Test func theResponseNamesWhatWasAgreedOn() throws {
        let script = Self.script()
        let id = try #require(script.connects())
        script.receives(
            Script.request(offering: "foo, permessage-deflate; client_max_window_bits"), from: id)
        let answer = String(decoding: script.taken(id), as: UTF8.self)
        let line = "\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12\r\n"
        #expect(answer.contains(line))
        let row = try #require(script.engine.row(ofSlot: Int(id.slot)))
        #expect(row.deflate == DeflateAgreement(clientWindowBits: 12))
        #expect(row.path.bytes == Array("/chat".utf8))
    }

    @Test(arguments: [nil, "permessage-deflate; foo"])
    func withoutAnAgreementTheBitIsABreach(offer: String?) {
        let script = Self.script()
        let id = script.joins(offering: offer)
        script.receives(Script.frame(.text, [0], isCompressed: true), from: id)
        #expect(script.kinds == [.invalidFrame, .closing])
        #expect(script.taken(id).dropFirst(2).prefix(2) == [0x03, 0xEA])
    }

    @Test func whatIsOffIsNotAgreedOn() throws {
        let script = Script()
        let id = try #require(script.connects())
        script.receives(Script.request(offering: "permessage-deflate"), from: id)
        let answer = String(decoding: script.taken(id), as: UTF8.self)
        #expect(answer.contains(" 101 ") && !answer.contains("Extensions"))
        #expect(script.engine.pool.outstandingBytes == 0)
    }

    @Test func compressedMessagesArriveInflated() {
        let script = Self.script()
        let id = script.joins(offering: "permessage-deflate")
        let client = DeflatingClient()
        script.receives(client.text("Hello") + Script.text("plain"), from: id)
        script.receives(client.text("Hello") + client.frame(.binary, [0xFF, 0xFE]), from: id)
        #expect(script.kinds == [.textReceived, .textReceived, .textReceived, .binaryReceived])
        #expect(
            script.events.map(\.payload)
                == [Array("Hello".utf8), Array("plain".utf8), Array("Hello".utf8), [0xFF, 0xFE]])
    }

    /// RFC 7692 §7.2.3.1, with a ping in between.
    @Test func aCompressedMessageMayComeInFragments() {
        let script = Self.script()
        let id = script.joins(offering: "permessage-deflate")
        let bytes =
            Script.frame(.text, [0xF2, 0x48, 0xCD], fin: false, isCompressed: true)
            + Script.frame(.ping, [1]) + Script.frame(.continuation, [0xC9, 0xC9, 0x07, 0x00])
        for byte in bytes { script.receives([byte], from: id) }
        #expect(script.kinds == [.pingReceived, .textReceived])
        #expect(script.events.last?.payload == Array("Hello".utf8))
        var cursor = NewsCursor()
        let frames = script.engine.news(since: &cursor, now: script.now).frames
        #expect(frames.map(\.isCompressed) == [true, false, false, true])
        #expect(frames.map { $0.inflated?.packed } == [nil, nil, nil, 7])
    }

    @Test(
        arguments: [
            ([0x07], Rule.corruptDeflate, 1007, 0), ([0xF2, 0x48], .corruptDeflate, 1007, 2),
            ([], .corruptDeflate, 1007, 0), ([0x00, 0xFF], .corruptDeflate, 1007, 2),
            // One byte, FF, which is no text; and 2 000 letters.
            ([0xFA, 0x0F, 0x00], .invalidText, 1007, 0),
            (Self.long, .messageTooBig, 1009, nil),
        ] as [([UInt8], Rule, UInt16, Int?)])
    func whatCannotBeInflatedFailsTheConnection(
        payload: [UInt8], rule: Rule, code: UInt16, place: Int?
    ) {
        let script = Self.script { $0.maximumMessage = 1000 }
        let id = script.joins(offering: "permessage-deflate")
        script.receives(
            Script.frame(.text, payload, isCompressed: true) + Script.text("late"), from: id)
        #expect(script.kinds == [.invalidFrame, .closing])
        guard case .breach(let number, let verdict)? = script.events.first?.detail else {
            Issue.record("\(script.events)")
            return
        }
        var cursor = NewsCursor()
        let frames = script.engine.news(since: &cursor, now: script.now).frames
        #expect(frames.first { $0.sequence == number }?.breach == verdict)
        #expect(verdict.rule == rule)
        if let place {
            #expect(verdict.byteOffset == 6 + place)
            #expect(verdict.bits.isEmpty == (place == payload.count))
        }
        #expect(script.taken(id).dropFirst(2).prefix(2) == [UInt8(code >> 8), UInt8(code & 255)])
        #expect(script.engine.totals.rejectedFrames == 1)
        script.finishes(id)
        #expect(script.engine.pool.outstandingBytes == 0)
    }

    static let long =
        DeflatingClient().packed([UInt8](repeating: 0x61, count: 2000)) ?? []

    @Test func aMessageOutlivesItsConnection() {
        let script = Self.script()
        let id = script.joins(offering: "permessage-deflate")
        var seen: [UInt8] = []
        script.application = { event, script in
            guard event.kind == .textReceived else { return }
            script.engine.transportFailed(event.id, .transport(104), now: script.now)
            seen = Array(event.payload)
        }
        let client = DeflatingClient()
        let text = String(repeating: "again ", count: 20_000)
        let payload = client.packed(Array(text.utf8)) ?? []
        script.receives(
            Script.frame(.text, Array(payload.prefix(9)), fin: false, isCompressed: true)
                + Script.frame(.continuation, Array(payload.dropFirst(9))), from: id)
        #expect(seen == Array(text.utf8))
        #expect(script.engine.pool.outstandingBytes == 0)
    }

    @Test func whatMayInflateIsReadInSmallShares() {
        let script = Self.script()
        let plain = script.joins()
        let compressing = script.joins(offering: "permessage-deflate")
        script.receives(Script.frame(.binary, [UInt8](repeating: 0, count: 3000)), from: plain)
        #expect(script.engine.readShare(plain, of: 1 << 17) == 1 << 17)
        #expect(script.engine.readShare(compressing, of: 1 << 17) == 1024)
        #expect(script.engine.readShare(compressing, of: 100) == 100)
    }

    @Test func idleContextsGiveTheirMemoryBackAndGoOn() {
        let script = Self.script { $0.deflateIdle = 10 * .second }
        let id = script.joins(offering: "permessage-deflate")
        let client = DeflatingClient()
        script.application = { event, script in
            if event.kind == .textReceived { script.send(event.id, .text, Array(event.payload)) }
        }
        script.receives(client.text("Hello"), from: id)
        #expect(script.engine.pool.outstandingBytes > 40_000)
        script.after(9 * .second)
        script.receives(client.text("Hello"), from: id)
        script.after(9 * .second)
        #expect(script.engine.pool.outstandingBytes > 40_000)
        script.after(2 * .second)
        #expect(script.engine.pool.outstandingBytes == "HelloHello".utf8.count)
        script.receives(client.text("Hello"), from: id)
        #expect(script.events.map(\.payload) == [[UInt8]](repeating: Array("Hello".utf8), count: 3))
        let replies = DeflatingClient.frames(script.taken(id)).map { client.inflated($0.payload) }
        #expect(replies == [[UInt8]?](repeating: Array("Hello".utf8), count: 3))
        script.after(11 * .second)
        #expect(script.engine.pool.outstandingBytes == "HelloHelloHello".utf8.count)
    }

    @Test func withoutTakeoverAllShareOneContext() {
        let script = Self.script()
        let offer = "permessage-deflate; client_no_context_takeover; server_no_context_takeover"
        let ids = (0..<4).map { _ in script.joins(offering: offer) }
        let forgetful = DeflatingClient(DeflateAgreement(clientTakesOver: false))
        script.receives(forgetful.text("Hello"), from: ids[0])
        let held = script.engine.pool.outstandingBytes
        for id in ids { script.receives(forgetful.text("Hello"), from: id) }
        #expect(script.engine.pool.outstandingBytes == held)
        #expect(script.events.count == 5)
    }
}
