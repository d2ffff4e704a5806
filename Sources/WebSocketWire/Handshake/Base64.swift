/// Base64 with its standard alphabet and padding. RFC 4648 §4.
package enum Base64 {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// The characters for `bytes`, padded to a multiple of four.
    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes, to: &text)
        return text
    }

    @inline(__always)
    static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
        let alphabet = Self.alphabet.utf8Start
        var bits: UInt32 = 0
        var pending = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            pending += 8
            while pending >= 6 {
                pending -= 6
                text.append(alphabet[Int((bits >> UInt32(pending)) & 63)])
            }
        }
        // Bits that are left: four of one byte, two of two.
        guard pending > 0 else { return }
        text.append(alphabet[Int((bits << UInt32(6 - pending)) & 63)])
        for _ in 0..<(6 - pending) / 2 { text.append(UInt8(ascii: "=")) }
    }

    /// The bytes that `text` encodes; nil for a wrong length, character or padding.
    ///
    /// The bits that padding leaves over may be set: clients that draw characters instead of
    /// bytes send such keys. RFC 4648 §3.5 leaves it to the decoder.
    static func decode(_ text: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var pending = 0
        for character in text.dropLast(padding) {
            guard let value = value(of: character) else { return nil }
            bits = bits << 6 | value
            pending += 6
            guard pending >= 8 else { continue }
            pending -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(pending)))
        }
        return bytes
    }

    static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 97 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) - 48 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
