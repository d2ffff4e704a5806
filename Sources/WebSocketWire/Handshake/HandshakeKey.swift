/// The 16 bytes that Sec-WebSocket-Key encodes, as two big-endian halves. RFC 6455 §4.1.
struct HandshakeKey {
    let high: UInt64
    let low: UInt64

    /// nil for what is not 22 characters of base64 and the padding that 16 bytes need. The bits
    /// that the last character has beyond them may be set, as `Base64` says.
    init?(_ text: UnsafeRawBufferPointer) {
        guard text.count == 24, text[22] == UInt8(ascii: "="), text[23] == UInt8(ascii: "="),
            let first = Self.bits(of: text, 0..<10), let middle = Self.bits(of: text, 10..<11),
            let last = Self.bits(of: text, 11..<21), let end = Self.bits(of: text, 21..<22)
        else { return nil }
        high = first << 4 | middle >> 2
        low = middle << 62 | last << 2 | end >> 4
    }

    /// Six for each character; nil when one is none of base64.
    private static func bits(of text: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64? {
        var bits: UInt64 = 0
        for index in range {
            guard let value = Base64.value(of: text[index]) else { return nil }
            bits = bits << 6 | UInt64(value)
        }
        return bits
    }
}
