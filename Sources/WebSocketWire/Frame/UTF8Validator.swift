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
                offset = Self.endOfASCII(base, from: offset, count: count)
                if offset == count { return nil }
                let lead = base.load(fromByteOffset: offset, as: UInt8.self)
                guard begin(lead) else { return offset }
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

    /// The offset of the first byte at or after `start` with its high bit set, or `count`.
    @inlinable
    static func endOfASCII(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        var offset = start
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
