import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct WholePayloadTests {
    private let long = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }

    private func news(_ script: Script, _ cursor: inout NewsCursor) -> News {
        script.engine.news(since: &cursor, now: script.now)
    }

    @Test func aPayloadIsHadWholeOnDemand() throws {
        let script = Script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = news(script, &cursor)
        script.receives(Script.frame(.binary, long), from: id)
        script.send(id, .binary, long.reversed())
        script.turn()
        let frames = news(script, &cursor).frames
        #expect(frames.map { $0.preview.count } == [96, 96])
        let answer = script.engine.answer(PayloadRequest(number: 5, places: frames.map(\.rest)))
        #expect(answer.number == 5)
        #expect(answer.parts == [Array(long[96...]), Array(long.reversed()[96...])])
    }

    @Test func oneThatIsLargerThanItsShareIsCut() throws {
        let script = Script { $0.payloadRing = 1 << 10 }
        let id = script.joins()
        var cursor = NewsCursor()
        _ = news(script, &cursor)
        script.receives(Script.frame(.binary, long), from: id)
        let frame = try #require(news(script, &cursor).frames.first)
        #expect(frame.preview.total == 1_000 && frame.rest.count == 256)
        for _ in 0..<8 { script.receives(Script.frame(.binary, long), from: id) }
        #expect(
            script.engine.answer(PayloadRequest(number: 1, places: [frame.rest])).parts == [nil])
    }

    @Test func newsForACaptureCarriesThePayloads() {
        let script = Script()
        let id = script.joins()
        var cursor = NewsCursor(seat: .capture)
        _ = news(script, &cursor)
        script.receives(Script.frame(.binary, long), from: id)
        script.receives(Script.frame(.binary, [1]), from: id)
        let told = news(script, &cursor)
        #expect(told.frames.count == 2)
        #expect(Array(told.payloads.payload(0)) == Array(long[96...]))
        #expect(told.payloads.payload(1).isEmpty && told.payloads.inflated(0).isEmpty)
        #expect(told.payloads.payload(7).isEmpty)
    }

    /// One news holds 4 MiB; the others come with the next.
    @Test func largePayloadsComeInSeveralNews() {
        let script = Script { $0.payloadRing = 32 << 20 }
        let id = script.joins()
        var cursor = NewsCursor(seat: .capture)
        _ = news(script, &cursor)
        let large = [UInt8](repeating: 7, count: 1 << 20)
        for _ in 0..<6 { script.receives(Script.frame(.binary, large), from: id) }
        let first = news(script, &cursor)
        #expect(script.engine.hasNews(since: cursor))
        let second = news(script, &cursor)
        #expect(!script.engine.hasNews(since: cursor))
        #expect(first.frames.count + second.frames.count == 6 && second.frames.count >= 1)
        #expect(second.framesLost == 0)
        #expect(first.frames.last.map { $0.sequence + 1 } == second.frames.first?.sequence)
    }

    @Test func eachSeatIsToldOfEveryRow() {
        let script = Script()
        let id = script.joins()
        var (screen, capture) = (NewsCursor(), NewsCursor(seat: .capture))
        _ = (news(script, &screen), news(script, &capture))
        script.receives(Script.text("x"), from: id)
        #expect(news(script, &screen).rows.map(\.id) == [id])
        #expect(script.engine.hasNews(since: capture))
        #expect(news(script, &capture).rows.map(\.id) == [id])
        #expect(news(script, &screen).rows.isEmpty && news(script, &capture).rows.isEmpty)
        script.receives(Script.text("y"), from: id)
        #expect(news(script, &capture).rows.map(\.id) == [id])
        #expect(news(script, &screen).rows.map(\.id) == [id])
    }

    @Test func openingHandshakesAreKeptWithTheirAnswers() throws {
        let script = Script()
        var cursor = NewsCursor()
        let id = script.joins()
        let bad = script.connects() ?? ConnectionID(slot: .max, generation: 0)
        script.receives(Array("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8), from: bad)
        let kept = news(script, &cursor).handshakes
        #expect(kept.map(\.id) == [id, bad])
        let first = try #require(kept.first)
        #expect(first.request == Script.request(offering: nil) && first.cut == 0)
        #expect(String(decoding: first.response, as: UTF8.self).hasPrefix("HTTP/1.1 101 "))
        #expect(String(decoding: kept[1].response, as: UTF8.self).hasPrefix("HTTP/1.1 4"))
        #expect(news(script, &cursor).handshakes.isEmpty)
    }

    @Test(arguments: [true, false])
    func secretsAreHiddenUnlessAskedFor(hides: Bool) throws {
        let script = Script { $0.hidesSecrets = hides }
        let id = script.connects() ?? ConnectionID(slot: .max, generation: 0)
        let request = "GET /chat?token=s3cret HTTP/1.1\r\nHost: a\r\nCookie: s3cret\r\n\r\n"
        script.receives(Array(request.utf8), from: id)
        var cursor = NewsCursor()
        let kept = try #require(news(script, &cursor).handshakes.first)
        let text = String(decoding: kept.request, as: UTF8.self)
        #expect(text.contains("s3cret") == !hides)
        #expect(text.utf8.count == request.utf8.count && text.contains("Cookie: "))
    }
}
