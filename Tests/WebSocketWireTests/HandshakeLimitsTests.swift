import Testing

@testable import WebSocketWire

@Suite struct HandshakeLimitsTests {
    @Test func aRequestLineAtTheLimitPasses() {
        let fixed = "GET / HTTP/1.1".utf8.count
        let path = String(repeating: "p", count: HandshakeLimits().maximumLine - fixed)
        #expect(request(handshake(line: "GET /\(path) HTTP/1.1")) != nil)
        #expect(
            answer(handshake(line: "GET /\(path)p HTTP/1.1")) == .rejected(.requestLineTooLong))
    }

    @Test func aRequestLineWithoutAnEndIsStoppedAtTheLimit() {
        let limit = HandshakeLimits().maximumLine
        let endless = Array("GET /".utf8) + [UInt8](repeating: 0x70, count: limit)
        #expect(answer(Array(endless.prefix(limit))) == .needsMore)
        #expect(answer(endless) == .rejected(.requestLineTooLong))
    }

    @Test func oneFieldTooManyIsStopped() {
        let some = (0..<59).map { "X-\($0): y" }
        #expect(request(handshake(adding: some))?.headerCount == 64)
        #expect(answer(handshake(adding: some + ["Y: z"])) == .rejected(.headersTooLarge))
        // The end need not have come.
        let open = handshake(adding: some + ["Y: z"], ending: "")
        #expect(answer(open) == .rejected(.headersTooLarge))
    }

    @Test func aFieldOverTheLineLimitIsStopped() {
        let long = "X: \(String(repeating: "y", count: 8_190))"
        #expect(answer(handshake(adding: [long])) == .rejected(.headersTooLarge))
        #expect(answer(handshake(adding: [long], ending: "")) == .rejected(.headersTooLarge))
    }

    @Test func aHeadOverAllBytesIsStopped() {
        let two = (0..<2).map { "X\($0): \(String(repeating: "y", count: 8_180))" }
        let bytes = handshake(adding: two)
        #expect(bytes.count > 16_384)
        #expect(answer(bytes) == .rejected(.headersTooLarge))
        #expect(answer(Array(bytes.prefix(16_383))) == .needsMore)
        #expect(answer(Array(bytes.prefix(16_384))) == .rejected(.headersTooLarge))
    }

    @Test func aMethodWithoutAnEndIsStoppedEarly() {
        let letters = [UInt8](repeating: 0x41, count: 40)
        #expect(answer(Array(letters.prefix(32))) == .needsMore)
        #expect(answer(letters) == .rejected(.malformedRequestLine))
    }
}
