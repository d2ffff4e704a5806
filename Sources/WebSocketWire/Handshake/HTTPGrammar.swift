#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The characters and lists of HTTP. RFC 9110 §5.
enum HTTPGrammar {
    /// A character of a token: method, field name, subprotocol. RFC 9110 §5.6.2.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool { ASCIISet.token.contains(byte) }

    /// A character of a field value: no control but the tab. RFC 9110 §5.5.
    @inline(__always)
    static func isValue(_ byte: UInt8) -> Bool {
        (byte >= 0x20 && byte != 0x7F) || byte == 0x09
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// A character of a Host header or of an authority without user information. RFC 3986 §3.2.
    @inline(__always)
    static func isAuthority(_ byte: UInt8) -> Bool { ASCIISet.authority.contains(byte) }

    /// `bytes` without blanks at its ends.
    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var first = 0
        var end = bytes.count
        while first < end, isBlank(bytes[first]) { first &+= 1 }
        while end > first, isBlank(bytes[end &- 1]) { end &-= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[first..<end])
    }

    /// Whether `bytes` begin with `word`, case and all.
    static func starts(_ bytes: UnsafeRawBufferPointer, with word: StaticString) -> Bool {
        guard bytes.count >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether `bytes` are `word`, which is in lower case, in any case.
    static func matches(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        let letters = word.utf8Start
        var index = 0
        while index < bytes.count {
            // Only of letters the bit that tells the case does not count.
            let caseBit: UInt8 = letters[index] >= UInt8(ascii: "a") ? 0x20 : 0
            guard (bytes[index] ^ letters[index]) & ~caseBit == 0 else { return false }
            index &+= 1
        }
        return true
    }

    /// The elements of a comma-separated list; empty ones do not count. RFC 9110 §5.6.1.
    static func forEachElement(
        of bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        var rest = bytes
        while let base = rest.baseAddress {
            let comma = memchr(base, Int32(UInt8(ascii: ",")), rest.count)
            let end = comma.map { UnsafeRawPointer($0) - base } ?? rest.count
            let element = trimmed(UnsafeRawBufferPointer(start: base, count: end))
            if !element.isEmpty { body(element) }
            if comma == nil { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[(end &+ 1)...])
        }
    }

    static func contains(_ word: StaticString, in list: UnsafeRawBufferPointer) -> Bool {
        var found = false
        forEachElement(of: list) { found = found || matches($0, word) }
        return found
    }

    static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
