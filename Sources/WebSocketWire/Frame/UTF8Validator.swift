/// Checks text that arrives in parts against UTF-8. RFC 6455 §8.1, RFC 3629 §4.
@frozen
public struct UTF8Validator: Hashable, Sendable {
    /// Continuation bytes that the sequence at hand still owes.
    @usableFromInline var owed: UInt8 = 0
    /// The bounds of the next continuation byte: tighter after E0, ED, F0 and F4, where overlong
    /// forms, surrogates and values beyond U+10FFFF lie.
    @usableFromInline var lowest: UInt8 = 0x80
    @usableFromInline var highest: UInt8 = 0xBF

    @inlinable
    public init() {}

    /// Whether the text so far ends with a whole character.
    @inlinable
    public var isComplete: Bool { owed == 0 }

    /// Whether all of these bytes are UTF-8 by themselves. RFC 3629.
    @inlinable
    public static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var validator = UTF8Validator()
        return validator.validate(bytes) == nil && validator.isComplete
    }

    /// Takes the next bytes of the text.
    ///
    /// - Returns: the offset of the first byte that no continuation can make right; nil if the
    ///   text is right so far. After an offset the validator is not used again.
    @inlinable
    public mutating func validate(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let count = bytes.count
        var offset = 0
        while offset < count {
            if owed == 0 {
                offset = Self.endOfWholeCharacters(base, from: offset, count: count)
                if offset == count { return nil }
                // The last character is wrong or torn: byte by byte to its place.
                guard begin(base.load(fromByteOffset: offset, as: UInt8.self)) else {
                    return offset
                }
                offset &+= 1
            }
            while owed != 0 {
                if offset == count { return nil }
                let byte = base.load(fromByteOffset: offset, as: UInt8.self)
                guard byte >= lowest, byte <= highest else { return offset }
                owed &-= 1
                lowest = 0x80
                highest = 0xBF
                offset &+= 1
            }
        }
        return nil
    }

    /// Opens a sequence of 2 to 4 bytes; false for a byte that cannot lead one.
    @inlinable
    mutating func begin(_ lead: UInt8) -> Bool {
        switch lead {
        case 0xC2...0xDF: owed = 1
        case 0xE0...0xEF:
            owed = 2
            if lead == 0xE0 { lowest = 0xA0 }
            if lead == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            owed = 3
            if lead == 0xF0 { lowest = 0x90 }
            if lead == 0xF4 { highest = 0x8F }
        default: return false
        }
        return true
    }

    /// The offset behind the last character of an unbroken run of right and whole ones.
    @inlinable
    static func endOfWholeCharacters(
        _ base: UnsafeRawPointer, from start: Int, count: Int
    ) -> Int {
        var offset = start
        while offset < count {
            let lead = UInt32(base.load(fromByteOffset: offset, as: UInt8.self))
            if lead < 0x80 {
                offset = endOfASCII(base, from: offset, count: count)
            } else if count &- offset < 4 {
                return offset
            } else {
                let length = lengthOfCharacter(
                    UInt32(
                        bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                guard length != 0 else { return offset }
                offset &+= length
            }
        }
        return offset
    }

    /// How many of four bytes, the first the highest, are one character beyond ASCII; 0 if none.
    @inlinable
    @inline(__always)
    static func lengthOfCharacter(_ word: UInt32) -> Int {
        if word & 0xE0C0_0000 == 0xC080_0000 {
            return word >= 0xC200_0000 ? 2 : 0
        }
        if word & 0xF0C0_C000 == 0xE080_8000 {
            let lead = word & 0x0F20_0000
            // E0 with 80...9F is overlong, ED with A0...BF is a surrogate.
            return lead != 0 && lead != 0x0D20_0000 ? 3 : 0
        }
        if word & 0xF8C0_C0C0 == 0xF080_8080 {
            let value = word & 0x0730_0000
            // Under U+10000 it is overlong, over U+10FFFF nothing.
            return value != 0 && value <= 0x0400_0000 ? 4 : 0
        }
        return 0
    }

    /// The offset of the first byte at or after `start` with its high bit set, or `count`.
    @inlinable
    static func endOfASCII(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        var offset = start
        if count &- offset >= 8 {
            // Between characters of other scripts runs are short.
            let word = UInt64(
                littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let found = word & high
            if found != 0 { return offset &+ found.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while count &- offset >= 64 {
            let wide = base.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            let half = wide.lowHalf | wide.highHalf
            let quarter = half.lowHalf | half.highHalf
            if (quarter.x | quarter.y) & high != 0 { break }
            offset &+= 64
        }
        while count &- offset >= 8 {
            let word = UInt64(
                littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let found = word & high
            if found != 0 { return offset &+ found.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while offset < count, base.load(fromByteOffset: offset, as: UInt8.self) < 0x80 {
            offset &+= 1
        }
        return offset
    }
}
