import Testing
import WebSocketWire

@testable import WebSocketEngine

/// Every frame is judged in both directions, for whoever watches.
@Suite struct JudgingTests {
    private func frames(_ script: Script) -> [FrameRecord] {
        var cursor = NewsCursor()
        return script.engine.news(since: &cursor, now: script.now).frames
    }

    // MARK: Received

    @Test(
        arguments: [
            ([0xC1, 0x82, 0, 0, 0, 0, 0x68, 0x69], 1..<2, [0x68, 0x69]),
            ([0xB1, 0x82, 0, 0, 0, 0, 0x68, 0x69, 0x21], 2..<4, [0x68, 0x69]),
            ([0x81, 0x02, 0x68, 0x69], 8..<9, [0x68, 0x69]),
            ([0x80, 0x85, 1, 1, 1, 1, 0x69], 4..<8, [0x68]),
            ([0x83, 0x80, 0, 0, 0, 0], 4..<8, []),
            ([0x81, 0x82, 0, 0, 0, 0, 0x68, 0xFF], 56..<64, [0x68, 0xFF]),
            ([0x88, 0x81, 0, 0, 0, 0, 3], 9..<16, [3]),
            ([0x88, 0x82, 0, 0, 0, 0, 3, 0xED], 48..<64, [3, 0xED]),
            ([0x88, 0x83, 0, 0, 0, 0, 3, 0xE8, 0xFF], 64..<72, [3, 0xE8, 0xFF]),
        ] as [([UInt8], Range<Int>, [UInt8])])
    func aRefusedFrameKeepsItsPlaceAndWhatHadCome(
        bytes: [UInt8], bits: Range<Int>, payload: [UInt8]
    ) throws {
        for split in 0..<bytes.count {
            let script = Script()
            let id = script.joins()
            script.receives(Array(bytes[..<split]), from: id)
            script.receives(Array(bytes[split...]), from: id)
            let record = try #require(frames(script).first { $0.direction == .received })
            #expect(record.breach?.bits == bits)
            #expect(record.reaction == record.breach?.rule.reaction)
            // A split may show the breach before the payload has come.
            let kept = record.preview.bytes
            #expect(split == 0 ? kept == payload : kept == Array(payload.prefix(kept.count)))
        }
    }

    @Test func whatIsKeptOfARefusedPayloadIsBounded() throws {
        let script = Script { $0.maximumFrame = 1000 }
        let id = script.joins()
        script.receives(Script.frame(.binary, [UInt8](repeating: 7, count: 5000)), from: id)
        let record = try #require(frames(script).first)
        #expect(record.breach?.rule == .frameTooBig && record.breach?.bits == 16..<32)
        #expect(record.preview.bytes == [UInt8](repeating: 7, count: 96))
        #expect(record.preview.total == 5000)
    }

    @Test func aFloodIsNamedInTheFrameThatIsTooMany() throws {
        let script = Script { $0.controlBurst = 1 }
        let id = script.joins()
        script.receives(Script.frame(.ping) + Script.frame(.ping), from: id)
        let received = frames(script).filter { $0.direction == .received }
        #expect(received.map { $0.breach?.rule } == [nil, .controlFlood])
    }

    @Test func aTornFrameBehindACloseFrameIsNotTakenForSeveral() {
        for cut in [1, 4, 8] {
            let script = Script()
            let id = script.joins()
            script.kernelRoom[id.slot] = 0
            let late = Script.frame(.binary, [UInt8](repeating: 0x89, count: 20))
            script.receives(Script.close(1000) + late.prefix(cut), from: id)
            script.receives(Array(late.dropFirst(cut)), from: id)
            let named = frames(script).compactMap { $0.breach?.rule }
            #expect(named == (cut < 6 ? [] : [.dataAfterClose]), "cut at \(cut)")
            #expect(script.engine.totals.receivedFrames == UInt64(cut < 6 ? 1 : 2))
        }
    }

    @Test func framesBehindACloseFrameAreNamedAndThrownAway() {
        let script = Script()
        let id = script.joins()
        script.receives(
            Script.close(1000) + Script.text("late") + Script.frame(.ping, [1]) + [0x81], from: id)
        #expect(script.kinds == [.closeFrameReceived, .closing, .closed])
        let received = frames(script).filter { $0.direction == .received }
        #expect(received.map { $0.breach?.rule } == [nil, .dataAfterClose, .dataAfterClose])
        #expect(received.map { $0.preview.bytes }[1] == Array("late".utf8))
        #expect(received[1].reaction == .note)
        let totals = script.engine.totals
        #expect(totals.receivedFrames == 3 && totals.discardedFrames == 2 && totals.breaches == 2)
    }

    // MARK: Handshakes

    @Test(
        arguments: [
            ("Upgrade: websocket\r\n", "", Rule.missingUpgrade, nil),
            ("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", .unsupportedVersion, "8\r\n"),
            ("Host: 127.0.0.1:8000", "Host: example.com", .hostRefused, "example.com"),
            ("GET /chat", "GET /other", .pathRefused, "/other"),
            ("\r\n\r\n", "\r\nOrigin: http://evil.com\r\n\r\n", .originRefused, "http://evil"),
        ] as [(String, String, Rule, String?)])
    func aRefusedHandshakeSaysWhere(
        part: String, replacement: String, rule: Rule, place: String?
    ) throws {
        let script = Script {
            $0.handshake = HandshakePolicy(paths: ["/chat"], loopbackHostsOnly: true)
        }
        let id = try #require(script.connects())
        let whole = String(decoding: Script.request, as: UTF8.self)
        let request = whole.replacing(part, with: replacement, maxReplacements: 1)
        script.receives(Array(request.utf8), from: id)
        let end = request.utf8.count - 2
        let found = place.flatMap { request.firstRange(of: $0) }?.lowerBound
        let offset = found.map { request.utf8.distance(from: request.startIndex, to: $0) } ?? end
        guard case .closing(let facts)? = script.events.last?.detail,
            case .breach(let verdict) = facts.cause
        else {
            Issue.record("\(script.events)")
            return
        }
        #expect(verdict.rule == rule && verdict.byteOffset == offset)
        #expect(verdict.bits.isEmpty == (place == nil))
    }

    @Test func aHandshakeThatStallsIsMissedWhereItStopped() throws {
        let script = Script()
        let id = try #require(script.connects())
        script.receives(Array("GET / HTTP/1.1\r\n".utf8), from: id)
        script.after(11 * .second)
        let causes = script.events.compactMap { event -> Verdict? in
            guard case .closing(let facts) = event.detail, case .breach(let verdict) = facts.cause
            else { return nil }
            return verdict
        }
        #expect(causes.map(\.rule) == [.handshakeTimeout] && causes.map(\.byteOffset) == [16])
    }

    // MARK: Sent

    @Test func whatAnApplicationSendsIsJudgedAndStillSent() {
        let script = Script()
        let id = script.joins()
        script.send(id, .text, [0x61, 0xFF])
        script.send(id, .text, fin: false, [0xE2, 0x82])
        script.send(id, .continuation, [0xAC])
        script.send(id, .text, fin: false, [0xE2])
        script.send(id, .continuation, [0x61])
        script.send(id, .text, [0xE2])
        script.turn()
        #expect(script.taken(id).count == 4 + 4 + 3 + 3 + 3 + 3)
        #expect(script.kinds.isEmpty)
        let sent = frames(script)
        #expect(
            sent.map { $0.breach } == [
                Verdict(rule: .invalidText, bits: 24..<32), nil, nil, nil,
                Verdict(rule: .invalidText, bits: 16..<24),
                Verdict(rule: .invalidText, bits: 24..<24),
            ])
        #expect(sent.map { $0.reaction } == [.note, nil, nil, nil, .note, .note])
        #expect(sent.map(\.messageOpcode) == Array(repeating: .text, count: 6))
    }

    @Test func compressedTextOfOursIsJudgedAsItWasMeant() {
        let script = InflatingTests.script { $0.deflate.leastBytes = 1 }
        let id = script.joins(offering: "permessage-deflate")
        let euro = Array(String(repeating: "€", count: 50).utf8)
        script.send(id, .text, euro)
        script.send(id, .text, fin: false, Array(euro.dropLast()))
        script.send(id, .continuation, Array(euro.suffix(1)))
        script.send(id, .text, Array(euro.dropLast()))
        script.send(id, .binary, Array(euro.dropLast()))
        script.turn()
        let sent = frames(script)
        #expect(sent.allSatisfy { $0.isCompressed })
        let wrong = Verdict(rule: .invalidText, byteOffset: 2)
        #expect(sent.map { $0.breach } == [nil, nil, nil, wrong, nil])
    }

    @Test func whatLeftBeforeAWatcherCameIsNotHeldAgainstUs() {
        let script = Script()
        script.engine.isWatching = false
        let id = script.joins()
        script.send(id, .text, fin: false, [0xE2])
        script.engine.isWatching = true
        script.send(id, .continuation, [0x82, 0xAC])
        script.send(id, .text, Array("€".utf8))
        #expect(frames(script).map { $0.breach } == [nil, nil])
    }

    @Test func aSlotTakenAgainIsJudgedAnew() {
        let script = Script()
        let first = script.joins()
        script.send(first, .text, fin: false, [0x61])
        script.finishes(first)
        let second = script.joins()
        #expect(second.slot == first.slot)
        script.send(second, .text, [0x62])
        #expect(frames(script).allSatisfy { $0.breach == nil })
    }

    /// The engine composes no such frames; a composer will.
    @Test(
        arguments: [
            (FrameHeader(fin: true, opcode: .text, payloadCount: 1, maskingKey: 5), 8..<9),
            (FrameHeader(fin: false, opcode: .ping, payloadCount: 1, maskingKey: nil), 0..<1),
            (
                FrameHeader(fin: true, opcode: .continuation, payloadCount: 1, maskingKey: nil),
                4..<8
            ),
            (FrameHeader(fin: true, opcode: .close, payloadCount: 1, maskingKey: nil), 9..<16),
        ])
    func anIllegalFrameOfOursShowsItsOwnBreach(header: FrameHeader, bits: Range<Int>) {
        let script = Script()
        let id = script.joins()
        [0x61].withUnsafeBytes { payload in
            script.engine.captureSent(
                header, UnsafeRawBufferPointer(rebasing: payload[..<1]),
                script.engine.slots + Int(id.slot), now: script.now)
        }
        #expect(frames(script).map { $0.breach?.bits } == [bits])
    }

    @Test func nothingFollowsOurCloseFrameUnseen() {
        let script = Script()
        let id = script.joins()
        script.commands(.close(.connection(id), code: .normalClosure, reason: []))
        let ping = FrameHeader(fin: true, opcode: .ping, payloadCount: 0, maskingKey: nil)
        script.engine.captureSent(
            ping, UnsafeRawBufferPointer(start: nil, count: 0),
            script.engine.slots + Int(id.slot), now: script.now)
        #expect(frames(script).map { $0.breach?.rule } == [nil, .dataAfterClose])
    }
}
