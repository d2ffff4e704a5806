import Testing

@testable import WebSocketWire

@Suite struct FrameDecoderTests {
    static func rules(_ bytes: [UInt8], from sender: Endpoint = .client) -> [Rule?] {
        FrameDecoder.decode(bytes, from: sender).map { $0.breach?.rule }
    }

    @Test func theSeedsExampleIsTakenApart() throws {
        let frames = FrameDecoder.decode(
            bytes(hex: "81 85 37 fa 21 3d 7f 9f 4d 51 58"), from: .client)
        let frame = try #require(frames.first)
        #expect(frames.count == 1)
        #expect(frame.headerBytes == bytes(hex: "81 85 37 fa 21 3d"))
        #expect(frame.wirePayload == bytes(hex: "7f 9f 4d 51 58"))
        #expect(frame.payload == Array("Hello".utf8))
        #expect(frame.message == Array("Hello".utf8))
        #expect(frame.fields.count == 9)
        #expect(frame.breach == nil)
        #expect(!frame.isTruncated)
    }

    @Test func aRunKeepsTheStateOfItsMessage() {
        let frames = FrameDecoder.decode(
            frameBytes(1, Array("Gr".utf8) + [0xC3], fin: false, key: nil)
                + frameBytes(9, [1], key: nil) + frameBytes(0, [0xBC], key: nil),
            from: .server)
        #expect(frames.map(\.offset) == [0, 5, 8])
        #expect(frames.map(\.messageOpcode) == [.text, .ping, .text])
        #expect(frames.map(\.message) == [nil, nil, Array("Grü".utf8)])
        #expect(frames.allSatisfy { $0.breach == nil })
    }

    @Test func itGoesOnAfterABreach() {
        let run =
            frameBytes(1, [0x61], key: nil) + frameBytes(3, [1, 2]) + frameBytes(0, [])
            + frameBytes(1, [0xFF]) + frameBytes(2, [9])
        #expect(
            Self.rules(run) == [
                .unmaskedFrame, .reservedOpcode, .orphanContinuation, .invalidText, nil,
            ])
    }

    @Test func aBreachIsNamedOnceInItsMessage() {
        let run =
            frameBytes(1, [0xFF], fin: false) + frameBytes(0, [0xFF], fin: false)
            + frameBytes(0, [0x61]) + frameBytes(1, [0x61])
        #expect(Self.rules(run) == [.invalidText, nil, nil, nil])
    }

    @Test func closePayloadsAreJudged() {
        #expect(Self.rules(frameBytes(8, [3])) == [.truncatedCloseCode])
        #expect(Self.rules(frameBytes(8, [3, 0xED])) == [.invalidCloseCode])
        #expect(Self.rules(frameBytes(8, [3, 0xE8, 0xFF])) == [.invalidCloseReason])
        #expect(Self.rules(frameBytes(8) + frameBytes(9)) == [nil, .dataAfterClose])
    }

    @Test func truncationIsAFactAndNoBreach() {
        let whole = frameBytes(1, Array("Grüße".utf8))
        for count in 1..<whole.count {
            let frames = FrameDecoder.decode(Array(whole.prefix(count)), from: .client)
            #expect(frames.count == 1)
            #expect(frames.first?.isTruncated == true)
            #expect(frames.first?.breach == nil)
            let bits = frames.first?.fields.filter { $0.kind != .payload }.map(\.bits.upperBound)
            #expect(bits?.allSatisfy { $0 <= count * 8 } == true)
        }
    }

    @Test func aTornHeaderShowsItsBreach() {
        let frames = FrameDecoder.decode(bytes(hex: "C2 FE 01"), from: .client)
        #expect(frames.first?.breach?.rule == .reservedBitSet)
        #expect(frames.first?.isTruncated == true)
        #expect(frames.first?.header.payloadLength == 0)
    }

    /// The decoder and the reader of a connection share one law.
    @Test func theFirstBreachIsTheOneThatFailsAConnection() {
        var random = SplitMix(seed: 70)
        for _ in 0..<3_000 {
            var bytes: [UInt8] = []
            for _ in 0..<4 {
                let opcode = [0, 1, 2, 9, 10, 11].randomElement(using: &random) ?? 0
                let isText = Int.random(in: 0...3, using: &random) > 0
                bytes += frameBytes(
                    UInt8(opcode), random.bytes(5).map { isText ? $0 & 0x7F : $0 },
                    fin: Bool.random(using: &random),
                    reserved: Int.random(in: 0...9, using: &random) == 0 ? 2 : 0)
            }
            let frames = FrameDecoder.decode(bytes, from: .client)
            let decoded = frames.compactMap { $0.breach }.first
            let heard = Conversation.hears(bytes).last
            if let decoded {
                #expect(heard == .breach(decoded.rule, at: decoded.byteOffset))
            } else {
                #expect(frames.count == Conversation.hears(bytes).count)
            }
        }
    }

    @Test func randomBytesAreTakenApartWithoutALoss() {
        var random = SplitMix(seed: 71)
        for _ in 0..<2_000 {
            let bytes = random.bytes(Int.random(in: 0...60, using: &random))
            for sender in Endpoint.allCases {
                let frames = FrameDecoder.decode(bytes, from: sender)
                #expect(frames.flatMap { $0.headerBytes + $0.wirePayload } == bytes)
            }
        }
    }
}
