import Testing

@testable import WebSocketWire

@Suite struct FrameHeaderTests {
    static func parse(_ bytes: [UInt8]) -> FrameHeader? {
        bytes.withUnsafeBytes { memory in
            memory.baseAddress.flatMap { FrameHeader.parse($0, count: memory.count) }
        }
    }

    /// The examples of RFC 6455 §5.7.
    @Test(
        arguments: [
            ("81 05", true, 0x1, false, 0, 5, 0),
            ("81 85 37 fa 21 3d", true, 0x1, true, 0, 5, 0x3D21_FA37),
            ("01 03", false, 0x1, false, 0, 3, 0), ("80 02", true, 0x0, false, 0, 2, 0),
            ("89 05", true, 0x9, false, 0, 5, 0), ("82 7E 01 00", true, 0x2, false, 2, 256, 0),
            ("82 7F 00 00 00 00 00 01 00 00", true, 0x2, false, 8, 65_536, 0),
        ] as [(String, Bool, UInt8, Bool, UInt8, UInt64, UInt32)])
    func theExamplesOfTheRFCAreRead(
        hex: String, fin: Bool, opcode: UInt8, masked: Bool, lengthBytes: UInt8, length: UInt64,
        key: UInt32
    ) {
        let expected = FrameHeader(
            fin: fin, opcodeBits: opcode, masked: masked, lengthBytes: lengthBytes,
            payloadLength: length, maskingKey: key)
        #expect(Self.parse(bytes(hex: hex)) == expected)
        #expect(expected.bytes == bytes(hex: hex))
    }

    @Test func aTornHeaderIsNoHeader() {
        let whole = bytes(hex: "82 FF 00 00 00 00 00 01 00 00 01 02 03 04")
        for count in 0..<whole.count { #expect(Self.parse(Array(whole[..<count])) == nil) }
        #expect(Self.parse(whole)?.maskingKey == 0x0403_0201)
    }

    @Test func everyFirstTwoBytesAreWrittenBackBitForBit() {
        var random = SplitMix(seed: 52)
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let bytes = [first, second] + random.bytes(12)
                guard let header = Self.parse(bytes) else {
                    Issue.record("14 bytes hold any header")
                    return
                }
                #expect(header.bytes == Array(bytes.prefix(header.byteCount)))
            }
        }
    }

    @Test(arguments: [
        (0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10), (Int.max, 10),
    ])
    func aLengthIsSpelledInItsShortestForm(count: Int, size: Int) {
        let header = FrameHeader(fin: true, opcode: .binary, payloadCount: count, maskingKey: nil)
        #expect(header.byteCount == size)
        #expect(Self.parse(header.bytes) == header)
        let law = FrameLaw.breach(
            of: header, from: .server, messageOpen: false, maximumPayload: .max,
            allowedReservedBits: 0)
        #expect(law == nil)
    }

    @Test func aMaskedHeaderCarriesItsKeyEvenWhenItIsZero() {
        let header = FrameHeader(fin: false, opcode: .text, payloadCount: 3, maskingKey: 0)
        #expect(header.bytes == bytes(hex: "01 83 00 00 00 00"))
    }
}
