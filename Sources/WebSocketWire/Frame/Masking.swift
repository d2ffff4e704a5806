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
        let turn = UInt32(truncatingIfNeeded: phase & 3) &* 8
        var rotated = ((key &>> turn) | (key &<< (32 &- turn))).littleEndian
        if turn == 0 { rotated = key.littleEndian }
        guard rotated != 0 else { return }
        let word = UInt64(rotated) &* 0x1_0000_0001
        var offset = 0
        let wide = SIMD8<UInt64>(repeating: word)
        while count &- offset >= 64 {
            let chunk = base.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            base.storeBytes(of: chunk ^ wide, toByteOffset: offset, as: SIMD8<UInt64>.self)
            offset &+= 64
        }
        // The rest is under 64 bytes: each step at most once.
        if count &- offset >= 32 {
            let chunk = base.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
            base.storeBytes(of: chunk ^ wide.lowHalf, toByteOffset: offset, as: SIMD4<UInt64>.self)
            offset &+= 32
        }
        if count &- offset >= 16 {
            let chunk = base.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
            let key = wide.lowHalf.lowHalf
            base.storeBytes(of: chunk ^ key, toByteOffset: offset, as: SIMD2<UInt64>.self)
            offset &+= 16
        }
        if count &- offset >= 8 {
            let chunk = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            base.storeBytes(of: chunk ^ word, toByteOffset: offset, as: UInt64.self)
            offset &+= 8
        }
        if count &- offset >= 4 {
            let chunk = base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            base.storeBytes(of: chunk ^ rotated, toByteOffset: offset, as: UInt32.self)
            offset &+= 4
        }
        var tail = rotated.littleEndian
        while offset < count {
            let byte = base.load(fromByteOffset: offset, as: UInt8.self)
            base.storeBytes(
                of: byte ^ UInt8(truncatingIfNeeded: tail), toByteOffset: offset, as: UInt8.self)
            tail = tail &>> 8
            offset &+= 1
        }
    }
}
