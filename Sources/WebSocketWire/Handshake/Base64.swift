/// Base64 with its standard alphabet and padding. RFC 4648 §4.
package enum Base64 {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// The characters for `bytes`, padded to a multiple of four.
    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array(bytes).withUnsafeBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: characters(for: bytes.count)) { text, count in
                count = text.count
                write(bytes, to: UnsafeMutableRawBufferPointer(text))
            }
        }
    }

    static func append(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: characters(for: bytes.count), alignment: 1) {
            write(bytes, to: $0)
            text.append(contentsOf: $0)
        }
    }

    private static func characters(for bytes: Int) -> Int { (bytes &+ 2) / 3 &* 4 }

    /// Four characters for each three bytes; of the last ones, padding for what is missing.
    private static func write(
        _ bytes: UnsafeRawBufferPointer, to text: UnsafeMutableRawBufferPointer
    ) {
        let alphabet = Self.alphabet.utf8Start
        var index = 0
        var place = 0
        while index < bytes.count {
            let second = index &+ 1 < bytes.count ? UInt32(bytes[index &+ 1]) : 0
            let third = index &+ 2 < bytes.count ? UInt32(bytes[index &+ 2]) : 0
            let bits = UInt32(bytes[index]) << 16 | second << 8 | third
            text[place] = alphabet[Int(bits >> 18)]
            text[place &+ 1] = alphabet[Int(bits >> 12 & 63)]
            text[place &+ 2] = alphabet[Int(bits >> 6 & 63)]
            text[place &+ 3] = alphabet[Int(bits & 63)]
            index &+= 3
            place &+= 4
        }
        for missing in 0..<index &- bytes.count {
            text[place &- 1 &- missing] = UInt8(ascii: "=")
        }
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
