import Testing

@testable import WebSocketWire

@Suite struct FrameLawTests {
    static func judge(
        _ bytes: [UInt8], from sender: Endpoint = .client, open: Bool = false,
        most: UInt64 = 1 << 20, allowed: UInt8 = 0
    ) -> Rule? {
        FrameHeaderTests.parse(bytes + [UInt8](repeating: 0, count: 14)).flatMap {
            FrameLaw.breach(
                of: $0, from: sender, messageOpen: open, maximumPayload: most,
                allowedReservedBits: allowed)
        }
    }

    @Test func lawfulHeadersBreakNothing() {
        #expect(Self.judge([0x81, 0x85]) == nil)
        #expect(Self.judge([0x82, 0x05], from: .server) == nil)
        #expect(Self.judge([0x80, 0x80], open: true) == nil)
        #expect(Self.judge([0x89, 0xFD], open: true) == nil)
        #expect(Self.judge([0xC1, 0x80], allowed: 0b100) == nil)
    }

    @Test func theCompressedBitBelongsToTheFirstFrameOfAMessage() {
        #expect(Self.judge([0x41, 0x80], allowed: 0b100) == nil)
        #expect(Self.judge([0xC2, 0x80], allowed: 0b100) == nil)
        #expect(Self.judge([0xC0, 0x80], open: true, allowed: 0b100) == .strayCompressedBit)
        #expect(Self.judge([0xC0, 0x80], allowed: 0b100) == .strayCompressedBit)
        #expect(Self.judge([0xC8, 0x80], allowed: 0b100) == .strayCompressedBit)
        #expect(Self.judge([0xC9, 0x80], allowed: 0b100) == .strayCompressedBit)
        #expect(Self.judge([0xE1, 0x80], allowed: 0b100) == .reservedBitSet)
        #expect(Self.judge([0xC3, 0x80], allowed: 0b100) == .reservedOpcode)
        #expect(Self.judge([0xC1, 0x80], open: true, allowed: 0b100) == .interruptedMessage)
    }

    /// Every first two bytes against the RFC's sentences, written once more and otherwise.
    @Test func everyFirstTwoBytesAreJudgedInTheOrderOfTheWire() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                for open in [false, true] {
                    let judged = Self.judge([first, second], open: open)
                    #expect(judged == Self.expected(first, second, open: open))
                }
            }
        }
    }

    private static func expected(_ first: UInt8, _ second: UInt8, open: Bool) -> Rule? {
        let opcode = first & 0x0F
        if first & 0x70 != 0 { return .reservedBitSet }
        if ![0, 1, 2, 8, 9, 10].contains(opcode) { return .reservedOpcode }
        if opcode >= 8, first < 0x80 { return .fragmentedControl }
        if opcode >= 8, second & 0x7F > 125 { return .controlTooLong }
        if second < 0x80 { return .unmaskedFrame }
        if opcode == 0, !open { return .orphanContinuation }
        if opcode == 1 || opcode == 2, open { return .interruptedMessage }
        // The extended length that the test appends is 0.
        return second & 0x7F > 125 ? .nonMinimalLength : nil
    }

    @Test func lengthsAreJudgedByTheirForm() {
        #expect(Self.judge(bytes(hex: "82 FE 00 7D")) == .nonMinimalLength)
        #expect(Self.judge(bytes(hex: "82 FE 00 7E")) == nil)
        #expect(Self.judge(bytes(hex: "82 FF 00 00 00 00 00 00 FF FF")) == .nonMinimalLength)
        #expect(Self.judge(bytes(hex: "82 FF 00 00 00 00 00 01 00 00")) == nil)
        #expect(Self.judge(bytes(hex: "82 FF 80 00 00 00 00 00 00 01")) == .lengthTopBitSet)
        #expect(Self.judge(bytes(hex: "82 FF 7F FF FF FF FF FF FF FF")) == .frameTooBig)
        #expect(Self.judge(bytes(hex: "82 85"), most: 4) == .frameTooBig)
        #expect(Self.judge(bytes(hex: "89 85"), most: 4) == nil)
    }

    @Test func aMaskIsJudgedByItsSender() {
        #expect(Self.judge([0x81, 0x05], from: .client) == .unmaskedFrame)
        #expect(Self.judge([0x81, 0x85], from: .server) == .maskedByServer)
    }
}
