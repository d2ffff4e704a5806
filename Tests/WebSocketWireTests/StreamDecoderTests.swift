import Testing

@testable import WebSocketWire

@Suite struct StreamDecoderTests {
    private static let offer = "Sec-WebSocket-Extensions: permessage-deflate"
    private static let hello = frameBytes(1, Array("Hello".utf8))
    /// "Hello" of RFC 7692 §7.2.3.1, and the same once more from the window, §7.2.3.2.
    private static let packed = bytes(hex: "f2 48 cd c9 c9 07 00")
    private static let again = bytes(hex: "f2 00 11 00 00")

    private func unmasked(
        _ opcode: UInt8, _ payload: [UInt8], fin: Bool = true, reserved: UInt8 = 0
    ) -> [UInt8] {
        frameBytes(opcode, payload, fin: fin, reserved: reserved, key: nil)
    }

    // MARK: The client's direction

    @Test func aRequestThenFramesThenTheirSum() throws {
        let head = handshake()
        let items = Streams.items(
            head + Self.hello + frameBytes(8, [3, 0xE8]), from: .client)
        guard case .request(let request) = items[0] else { throw Unexpected(items) }
        #expect(request.head == head && request.accept == sampleAccept)
        #expect(request.breach == nil && request.deflate == nil)
        #expect(items.compactMap(\.frame).map(\.offset) == [head.count, head.count + 11])
        #expect(items.compactMap(\.frame).first?.message == Array("Hello".utf8))
        let sum = try #require(items.last?.sum)
        #expect(sum.bytes == head.count + 19 && sum.frames == 2 && sum.messages == 1)
        #expect(sum.isOpen && sum.isClosed && !sum.isTorn && sum.strayBytes == 0)
    }

    /// Whatever the chunks, the items are the same.
    @Test(arguments: [1, 2, 3, 7, 64, 1000])
    func chunksMakeNoDifference(size: Int) {
        let fragments =
            frameBytes(1, Self.packed, fin: false, reserved: 4) + frameBytes(9, [1])
            + frameBytes(0, Self.again)
        let stream =
            handshake(adding: [Self.offer]) + Self.hello + fragments
            + frameBytes(2, [UInt8](repeating: 7, count: 3000)) + frameBytes(11) + Self.hello
        let whole = Streams.items(stream, from: .client)
        #expect(Streams.items(stream, from: .client, inChunksOf: size) == whole)
        #expect(whole.count == 9)
    }

    @Test func aBrokenRequestIsToldAndWhatFollowsIsOnlyCounted() throws {
        let head = handshake(version: "8")
        let items = Streams.items(head + Self.hello, from: .client)
        #expect(items.count == 2)
        guard case .request(let request) = items[0] else { throw Unexpected(items) }
        #expect(request.breach?.rule == .unsupportedVersion && request.head == head)
        let sum = try #require(items.last?.sum)
        #expect(sum.strayBytes == 11 && sum.stray == Self.hello && !sum.isOpen)
        #expect(sum.breaches == 1)
    }

    @Test func aServerThatWasLessStrictLetsFramesFollow() {
        let items = Streams.items(
            handshake(version: "8") + Self.hello, from: .client, other: answer101())
        #expect(items.compactMap(\.frame).map { $0.breach } == [nil])
        #expect(items.last?.sum?.breaches == 1)
    }

    /// What is said of a head that is wrong does not hang on how its bytes came.
    @Test(arguments: [1, 7, 64])
    func aBrokenHeadIsToldWholeInAnyChunks(size: Int) {
        let answers: [[UInt8]?] = [nil, answer101()]
        for head in [handshake(version: "8"), Array("BREW /\n\n".utf8), Array("?\r\nx".utf8)] {
            for other in answers {
                let stream = head + Self.hello
                let whole = Streams.items(stream, from: .client, other: other)
                let torn = Streams.items(stream, from: .client, other: other, inChunksOf: size)
                #expect(torn == whole)
            }
        }
        for (answer, place) in [("HTTP/2 101\r\n", 5), ("HTTP/1.1 200 OK\r\nX: y\n\n", 21)] {
            let refusal = Array("\(answer)\r\n".utf8) + Self.hello
            let torn = Streams.items(refusal, from: .server, inChunksOf: size)
            #expect(torn == Streams.items(refusal, from: .server))
            #expect(torn.first?.breach?.byteOffset == place)
        }
    }

    /// A head that never ends is told at the limit of heads.
    @Test func aHeadWithoutAnEndIsBroken() throws {
        let stream = Array("GET / HTTP/1.1\r\n".utf8) + [UInt8](repeating: 0x61, count: 20_000)
        let items = Streams.items(stream, from: .client, inChunksOf: 1000)
        guard case .request(let request) = items[0] else { throw Unexpected(items) }
        #expect(request.breach?.rule == .headersTooLarge)
        #expect(request.head.count == HandshakeLimits().maximumBytes)
        #expect(items.last?.sum?.strayBytes == stream.count - request.head.count)
    }

    @Test func aTornRequestIsAFactAndNoBreach() throws {
        let items = Streams.items(Array(handshake().dropLast()), from: .client)
        guard case .request(let request) = items[0] else { throw Unexpected(items) }
        #expect(request.request == nil && request.breach == nil)
        #expect(items.last?.sum?.isTorn == true)
    }

    // MARK: The server's direction

    @Test func theAcceptValueIsCheckedWhereTheKeyIsKnown() throws {
        let stream = answer101(accept: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=") + unmasked(1, [0x61])
        for (key, other, rule) in [
            (sampleKey, nil, Rule.wrongAccept), (nil, handshake(), .wrongAccept), (nil, nil, nil),
        ] as [(String?, [UInt8]?, Rule?)] {
            let items = Streams.items(stream, from: .server, other: other, key: key)
            guard case .response(let answer) = items[0] else { throw Unexpected(items) }
            #expect(answer.breach?.rule == rule)
            #expect(answer.expectedAccept == (key == nil && other == nil ? nil : sampleAccept))
            #expect(items.compactMap(\.frame).count == 1)
        }
    }

    @Test func anAcceptValueThatIsNoneIsNamedWithoutAKey() {
        for accept in [nil, "", "c2hvcnQ="] {
            let items = Streams.items(answer101(accept: accept), from: .server)
            #expect(items.first?.breach?.rule == .wrongAccept)
        }
    }

    @Test func aRefusalIsNoBreachAndItsBodyIsNoFrame() throws {
        let refusal = HandshakeResponse.rejection(rule: .missingKey)
        let items = Streams.items(refusal, from: .server, inChunksOf: 50)
        guard case .response(let answer) = items[0] else { throw Unexpected(items) }
        #expect(answer.response?.status == 400 && answer.breach == nil)
        let sum = try #require(items.last?.sum)
        #expect(String(decoding: sum.stray, as: UTF8.self).hasPrefix("no Sec-WebSocket-Key: "))
        #expect(sum.strayBytes == refusal.count - answer.head.count && !sum.isOpen)
    }

    @Test func interimAnswersComeBeforeTheOneThatCounts() {
        let interim = Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8)
        for size in [1, 30, 1000] {
            let items = Streams.items(
                interim + answer101() + unmasked(1, [0x61]), from: .server, inChunksOf: size)
            #expect(items.count == 4)
            #expect(
                items.compactMap(\.frame).map(\.offset) == [interim.count + answer101().count])
        }
    }

    /// As many as there are: a stack of them would end the program.
    @Test func interimAnswersWithoutEndAreTakenOneByOne() {
        let interim = Array("HTTP/1.1 100 \r\n\r\n".utf8)
        let stream = (0..<20_000).flatMap { _ in interim }
        let items = Streams.items(stream, from: .server)
        #expect(items.count == 20_001 && items.last?.sum?.breaches == 0)
        #expect(items.last?.sum?.isTorn == false)
    }

    @Test(
        arguments: [
            ("HTTP/2.0 101 x", 5), ("HTTP/1.1 10 Switching", 8), ("GET / HTTP/1.1", 0),
            ("HTTP/1.1 101 a\u{1}b", 8),
        ])
    func whatIsNoStatusLineIsNamedWhereItIsNone(line: String, place: Int) {
        let verdict = Streams.items(answer101(line: line), from: .server).first?.breach
        #expect(verdict == Verdict(rule: .malformedResponse, byteOffset: place))
    }

    @Test func parametersThatNobodyMayAgreeOnAreNamed() {
        let agreed = "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99"
        let items = Streams.items(answer101(adding: [agreed]), from: .server)
        #expect(items.first?.breach?.rule == .unofferedExtension)
    }

    // MARK: Frames

    @Test func aPayloadIsKeptInPartAndCountedWhole() throws {
        let text = [UInt8](repeating: 0x61, count: 5000)
        let items = Streams.items(
            handshake() + frameBytes(1, text + [0xFF]), from: .client, inChunksOf: 100)
        let frame = try #require(items.compactMap(\.frame).first)
        #expect(frame.payload.count == StreamDecoder.keptBytes && frame.isCut)
        #expect(frame.arrived == 5001 && frame.wirePayload.count == frame.payload.count)
        #expect(frame.breach?.byteOffset == 8 + 5000)
    }

    @Test func aFrameOverTheLimitIsToldAtItsHeaderAndPassedOver() throws {
        let large = frameBytes(2, [UInt8](repeating: 1, count: 5000))
        let limits = ReadLimits(maximumFrame: 4000)
        let head = handshake()
        var decoder = StreamDecoder(from: .client, limits: limits)
        var items: [StreamItem] = []
        (head + large.prefix(8)).withUnsafeBytes { decoder.take($0) { items.append($0) } }
        #expect(items.last?.breach?.rule == .frameTooBig)
        #expect(items.last?.frame?.isSkipped == true)
        (large.dropFirst(8) + Self.hello).withUnsafeBytes {
            decoder.take($0) { items.append($0) }
        }
        #expect(items.last?.frame?.offset == head.count + large.count)
        #expect(items.last?.frame?.breach == nil)
    }

    @Test func aTornFrameIsShownAsFarAsItIsThere() {
        let items = Streams.items(handshake() + Self.hello.dropLast(2), from: .client)
        let frame = items.compactMap(\.frame).last
        #expect(frame?.isTruncated == true && frame?.payload == Array("Hel".utf8))
        #expect(items.last?.sum?.isTorn == true && items.last?.sum?.messages == 0)
    }

    // MARK: Compression

    @Test func messagesAreInflatedOverFragmentsAndFromTheWindow() {
        let split =
            frameBytes(1, Array(Self.packed.prefix(3)), fin: false, reserved: 4)
            + frameBytes(9) + frameBytes(0, Array(Self.packed.dropFirst(3)))
        let stream =
            handshake(adding: [Self.offer]) + split + frameBytes(1, Self.again, reserved: 4)
            + Self.hello
        let frames = Streams.items(stream, from: .client).compactMap(\.frame)
        #expect(frames.allSatisfy { $0.breach == nil })
        #expect(frames.map { $0.inflated?.count } == [nil, nil, 5, 5, nil])
        #expect(frames.map { $0.inflated?.packed } == [nil, nil, 7, 5, nil])
        #expect(frames[3].inflated?.bytes == Array("Hello".utf8))
        #expect(frames.map { $0.isCompressed } == [true, false, true, true, false])
    }

    @Test func theServersDirectionIsInflatedAsItAgreed() {
        let agreed = answer101(adding: [Self.offer + "; server_no_context_takeover"])
        let stream = agreed + unmasked(1, Self.packed, reserved: 4)
        let inflated = Streams.items(stream, from: .server).compactMap { $0.frame?.inflated }
        #expect(inflated.map(\.bytes) == [Array("Hello".utf8)])
    }

    @Test func withoutAnAgreementRSV1IsABreach() {
        let packed = frameBytes(1, Self.packed, reserved: 4)
        let offered = handshake(adding: [Self.offer])
        for (head, other) in [(handshake(), nil), (offered, answer101())] {
            let items = Streams.items(head + packed, from: .client, other: other)
            #expect(items.compactMap(\.frame).first?.breach?.rule == .reservedBitSet)
        }
    }

    /// RFC 7692 §7.2.3.4: a block that says it is the last ends nothing.
    @Test func aFinalBlockIsLawful() {
        let final = bytes(hex: "f3 48 cd c9 c9 07 00 00")
        let stream =
            handshake(adding: [Self.offer]) + frameBytes(1, final, reserved: 4)
            + frameBytes(1, Self.packed, reserved: 4)
        let frames = Streams.items(stream, from: .client).compactMap(\.frame)
        #expect(frames.map { $0.inflated?.bytes } == [Array("Hello".utf8), Array("Hello".utf8)])
    }

    @Test func afterACorruptMessageTheWindowIsLost() {
        let stream =
            frameBytes(1, [0x07], reserved: 4) + frameBytes(1, Self.again, reserved: 4)
            + Self.hello
        let agreed = "\(Self.offer); client_no_context_takeover"
        for (line, second) in [(Self.offer, Rule?.none), (agreed, .corruptDeflate)] {
            let items = Streams.items(
                handshake(adding: [Self.offer]) + stream, from: .client,
                other: answer101(adding: [line]))
            let frames = items.compactMap(\.frame)
            #expect(frames.map { $0.breach?.rule } == [.corruptDeflate, second, nil])
            #expect(frames[1].inflated == nil && frames[2].message == Array("Hello".utf8))
        }
    }

    @Test func textIsJudgedInflated() {
        let stream =
            handshake(adding: [Self.offer]) + frameBytes(1, [0xFA, 0x0F, 0x00], reserved: 4)
        let frame = Streams.items(stream, from: .client).compactMap(\.frame).first
        #expect(frame?.breach == Verdict(rule: .invalidText, byteOffset: 6))
        #expect(frame?.inflated?.bytes == [0xFF])
    }

    /// 1 MiB of zeros is a KiB when it is compressed.
    @Test func aBombIsStoppedAtTheLimit() {
        let deflater = Deflater(
            windowBits: 15, memoryLevel: 8, level: 9, takesOver: true, pool: BufferPool())
        guard let packed = deflater.packed([UInt8](repeating: 0, count: 1 << 20)) else {
            Issue.record("not packed")
            return
        }
        let stream = handshake(adding: [Self.offer]) + frameBytes(2, packed, reserved: 4)
        let limits = ReadLimits(maximumMessage: 100_000)
        let frame = Streams.items(stream, from: .client, limits: limits).last { $0.frame != nil }
        #expect(frame?.breach?.rule == .messageTooBig && frame?.frame?.inflated == nil)
    }

    @Test func randomBytesNeverTrap() {
        var random = SplitMix(seed: 77)
        for _ in 0..<1_000 {
            let tail = random.bytes(Int.random(in: 0...80, using: &random))
            for (head, sender) in [
                (handshake(adding: [Self.offer]), Endpoint.client),
                (answer101(adding: [Self.offer]), .server), ([], .client), ([], .server),
            ] {
                let items = Streams.items(
                    head + tail, from: sender, inChunksOf: Int.random(in: 1...90, using: &random))
                #expect(items.last?.sum?.bytes == head.count + tail.count)
            }
        }
    }

    private struct Unexpected: Error, CustomStringConvertible {
        let description: String

        init(_ items: [StreamItem]) { description = "\(items)" }
    }
}
