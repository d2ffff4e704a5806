import WebSocketWire

/// Frames that break one clause each.
enum UnlawfulFrame {
    static func any() -> Deed { all.randomElement() ?? .vanish }

    static let all: [Deed] = [
        // A reserved bit without an extension that defines it: RFC 6455 §5.2.
        .breakRule(header(0x1, reserved: 0b100, count: 4), Array("rsv1".utf8)),
        // A reserved opcode: RFC 6455 §5.2.
        .breakRule(header(0x3, count: 8), Array("opcode 3".utf8)),
        // A client's frame without a mask: RFC 6455 §5.1.
        .breakRule(header(0x1, masked: false, count: 7), Array("no mask".utf8)),
        // A ping in fragments: RFC 6455 §5.5.
        .breakRule(header(0x9, fin: false, count: 4), Array("ping".utf8)),
        // A continuation of nothing: RFC 6455 §5.4.
        .breakRule(header(0x0, count: 6), Array("orphan".utf8)),
        // A length that fits into 7 bits, spelled in 16: RFC 6455 §5.2.
        .breakRule(header(0x1, lengthBytes: 2, count: 4), Array("long".utf8)),
        // Text that is not UTF-8: RFC 6455 §5.6, §8.1.
        .breakRule(header(0x1, count: 4), [0x63, 0x61, 0x66, 0xE9]),
        // A close code that must not be on the wire: RFC 6455 §7.4.1.
        .breakRule(header(0x8, count: 2), [0x03, 0xED]),
    ]

    private static func header(
        _ opcodeBits: UInt8, fin: Bool = true, reserved: UInt8 = 0, masked: Bool = true,
        lengthBytes: UInt8 = 0, count: UInt64
    ) -> FrameHeader {
        FrameHeader(
            fin: fin, reservedBits: reserved, opcodeBits: opcodeBits, masked: masked,
            lengthBytes: lengthBytes, payloadLength: count,
            maskingKey: masked ? .random(in: 0...UInt32.max) : 0)
    }
}
