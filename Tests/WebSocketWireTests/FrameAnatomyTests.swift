import Testing

@testable import WebSocketWire

@Suite struct FrameAnatomyTests {
    @Test func theFieldsOfTheSeedsExampleAreNamedAtTheirBits() throws {
        let header = try #require(FrameHeaderTests.parse(bytes(hex: "81 85 37 fa 21 3d")))
        let fields = FrameAnatomy.fields(of: header)
        #expect(
            fields.map(\.name) == [
                "FIN", "RSV1", "RSV2", "RSV3", "opcode", "MASK", "Payload len", "Masking-key",
                "Payload Data",
            ])
        #expect(fields.map(\.value) == [1, 0, 0, 0, 1, 1, 5, 0x37FA_213D, 5])
        #expect(
            fields.map(\.bits) == [
                0..<1, 1..<2, 2..<3, 3..<4, 4..<8, 8..<9, 9..<16, 16..<48, 48..<88,
            ])
        #expect(fields[0].meaning == "last fragment of its message")
        #expect(fields[4].meaning == "TEXT: UTF-8 data")
        #expect(fields[6].meaning == "length <=125, no extended length")
        #expect(fields[6].section == "RFC 6455 §5.2")
    }

    @Test func aCompressedFrameSaysWhatItsBitAndPayloadAre() throws {
        let first = try #require(FrameHeaderTests.parse(bytes(hex: "c1 07")))
        let fields = FrameAnatomy.fields(of: first, isCompressed: true)
        #expect(fields[1].meaning == "set: the message is compressed with permessage-deflate")
        #expect(fields[2].meaning == "clear: no extension uses it")
        #expect(fields.last?.meaning == "7 bytes of a compressed message")
        let later = try #require(FrameHeaderTests.parse(bytes(hex: "80 07")))
        let meaning = FrameAnatomy.fields(of: later, isCompressed: true)[1].meaning
        #expect(meaning == "clear: the first frame says that the message is compressed")
    }

    /// The fields tile the frame and their values are the bits that lie there.
    @Test func fieldsAreTheBitsOfTheHeaderForAnyHeader() {
        var random = SplitMix(seed: 57)
        for _ in 0..<2_000 {
            let wire = random.bytes(14)
            guard let header = FrameHeaderTests.parse(wire) else {
                Issue.record("14 bytes hold any header")
                return
            }
            var offset = 0
            for field in FrameAnatomy.fields(of: header) {
                #expect(field.bitOffset == offset)
                offset = field.bits.upperBound
                guard field.kind != .payload else { continue }
                #expect(field.value == Self.number(wire, field.bits))
            }
        }
    }

    private static func number(_ bytes: [UInt8], _ bits: Range<Int>) -> UInt64 {
        bits.reduce(0) { $0 << 1 | UInt64(bytes[$1 / 8] >> UInt8(7 - $1 % 8) & 1) }
    }

    @Test func everyRuleOfAHeaderPointsAtBitsOfAField() throws {
        let rules = Rule.allCases
        for wire in [
            "81 85 01 02 03 04", "82 FE 01 00 01 02 03 04", "09 7F 80 00 00 00 00 00 00 00",
        ] {
            let header = try #require(FrameHeaderTests.parse(bytes(hex: wire)))
            let end = header.byteCount * 8
            for bits in rules.compactMap({ $0.bitRange(in: header) }) {
                #expect(!bits.isEmpty && bits.upperBound <= end)
            }
        }
    }

    @Test func aHugeClaimDoesNotOverflow() {
        for claim in [UInt64.max, UInt64(Int.max), 1 << 62] {
            let header = FrameHeader(
                fin: true, opcodeBits: 2, masked: true, lengthBytes: 8, payloadLength: claim,
                maskingKey: 1)
            let payload = FrameAnatomy.fields(of: header).last
            #expect(payload?.value == claim)
            #expect(payload.map { $0.bits.upperBound > 0 } == true)
        }
    }
}
