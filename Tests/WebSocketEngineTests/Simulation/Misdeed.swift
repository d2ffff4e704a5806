import WebSocketWire

/// What a client of the simulated world does wrong, and the rule that names it.
enum Misdeed: Int, CaseIterable {
    case reservedBit, reservedOpcode, unmasked, longLength, topBit, fragmentedControl
    case longControl, orphan, badText, badCloseCode, tornCloseCode, badReason, hugeFrame
    case hugeMessage, manyFragments, interruption, strayBit

    var rule: Rule {
        switch self {
        case .reservedBit: .reservedBitSet
        case .reservedOpcode: .reservedOpcode
        case .unmasked: .unmaskedFrame
        case .longLength: .nonMinimalLength
        case .topBit: .lengthTopBitSet
        case .fragmentedControl: .fragmentedControl
        case .longControl: .controlTooLong
        case .orphan: .orphanContinuation
        case .badText: .invalidText
        case .badCloseCode: .invalidCloseCode
        case .tornCloseCode: .truncatedCloseCode
        case .badReason: .invalidCloseReason
        case .hugeFrame: .frameTooBig
        case .hugeMessage: .messageTooBig
        case .manyFragments: .tooManyFragments
        case .interruption: .interruptedMessage
        case .strayBit: .strayCompressedBit
        }
    }

    /// Adds it behind whole messages.
    func append(to bytes: inout [UInt8], key: UInt32) {
        func frame(_ opcode: Opcode, fin: Bool = true, _ payload: [UInt8] = []) {
            Wire.append(to: &bytes, opcode, fin: fin, key: key, payload)
        }
        func header(
            _ bits: UInt8, fin: Bool = true, reserved: UInt8 = 0, form: UInt8 = 0,
            length: UInt64 = 0, masked: Bool = true, _ payload: [UInt8] = []
        ) {
            let header = FrameHeader(
                fin: fin, reservedBits: reserved, opcodeBits: bits, masked: masked,
                lengthBytes: form, payloadLength: length, maskingKey: masked ? key : 0)
            Wire.append(to: &bytes, header, payload)
        }
        switch self {
        case .reservedBit: header(2, reserved: 0b010)
        case .reservedOpcode: header(3)
        case .unmasked: header(1, length: 1, masked: false, [0x61])
        case .longLength: header(2, form: 2, length: 5, Array("abcde".utf8))
        case .topBit: header(2, form: 8, length: 1 << 63)
        case .fragmentedControl: header(9, fin: false)
        case .longControl: header(9, form: 2, length: 126, [UInt8](repeating: 1, count: 126))
        case .orphan: frame(.continuation, [1])
        case .badText: frame(.text, [0x61, 0xC3, 0x28])
        case .badCloseCode: frame(.close, [0x03, 0xED])
        case .tornCloseCode: frame(.close, [3])
        case .badReason: frame(.close, [0x03, 0xE8, 0xFF])
        case .hugeFrame: header(2, form: 2, length: UInt64(World.maximumFrame) + 1)
        case .hugeMessage:
            let half = [UInt8](repeating: 7, count: World.maximumMessage / 2 + 1)
            frame(.binary, fin: false, half)
            frame(.continuation, half)
        case .manyFragments:
            frame(.text, fin: false)
            for _ in 0..<World.maximumFragments { frame(.continuation, fin: false) }
        case .interruption:
            frame(.text, fin: false, [0x61])
            frame(.binary, [0x62])
        case .strayBit:
            frame(.text, fin: false, [0x61])
            header(0, reserved: FrameHeader.compressedBit, length: 1, [0x61])
        }
    }

    /// Without agreement any RSV1 is a reserved bit.
    func rule(deflates: Bool) -> Rule { self == .strayBit && !deflates ? .reservedBitSet : rule }
}
