/// The XOR that hides a client's payload from intermediaries. RFC 6455 §5.3.
public enum Masking {
    /// Masks or unmasks `count` bytes in place; doing it twice restores them.
    ///
    /// - Parameters:
    ///   - key: the masking key, its first byte on the wire in the lowest 8 bits.
    ///   - phase: the payload offset of the first byte, for a payload that arrives in parts.
    @inlinable
    public static func apply(
        key: UInt32, phase: Int, to base: UnsafeMutableRawPointer, count: Int
    ) {
        let first = turned(key, by: phase)
        guard first != 0 else { return }
        let word = UInt64(first.littleEndian) &* 0x1_0000_0001
        let last = UInt64(turned(first, by: count).littleEndian) &* 0x1_0000_0001
        // The widest step that fits, over and over; the last one ends where the bytes end and may
        // lie over the one before it: its bytes are taken before that one changes them.
        if count >= 64 {
            mask(base, count, SIMD8(repeating: word), SIMD8(repeating: last))
        } else if count >= 32 {
            mask(base, count, SIMD4(repeating: word), SIMD4(repeating: last))
        } else if count >= 16 {
            mask(base, count, SIMD2(repeating: word), SIMD2(repeating: last))
        } else if count >= 8 {
            let end = base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            let start = base.loadUnaligned(as: UInt64.self)
            base.storeBytes(of: start ^ word, as: UInt64.self)
            base.storeBytes(of: end ^ last, toByteOffset: count &- 8, as: UInt64.self)
        } else {
            var key = first
            for offset in 0..<count {
                let byte = base.load(fromByteOffset: offset, as: UInt8.self)
                base.storeBytes(
                    of: byte ^ UInt8(truncatingIfNeeded: key), toByteOffset: offset,
                    as: UInt8.self)
                key = key &>> 8 | key &<< 24
            }
        }
    }

    /// The key as it stands `phase` bytes further on, its next byte in the lowest 8 bits.
    @inlinable
    @inline(__always)
    static func turned(_ key: UInt32, by phase: Int) -> UInt32 {
        let turn = UInt32(truncatingIfNeeded: phase & 3) &* 8
        return key &>> turn | key &<< (0 &- turn)
    }

    /// - Parameters:
    ///   - word: the key for whole steps from the front on.
    ///   - last: the key for the step that ends at `count`, which is at least one step.
    @inlinable
    @inline(__always)
    static func mask<Step: SIMD & BitwiseCopyable>(
        _ base: UnsafeMutableRawPointer, _ count: Int, _ word: Step, _ last: Step
    ) where Step.Scalar == UInt64 {
        let size = MemoryLayout<Step>.size
        let end = count &- size
        let tail = base.loadUnaligned(fromByteOffset: end, as: Step.self) ^ last
        var offset = 0
        while offset < end {
            let step = base.loadUnaligned(fromByteOffset: offset, as: Step.self)
            base.storeBytes(of: step ^ word, toByteOffset: offset, as: Step.self)
            offset &+= size
        }
        base.storeBytes(of: tail, toByteOffset: end, as: Step.self)
    }
}
