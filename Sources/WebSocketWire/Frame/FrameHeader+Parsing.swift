extension FrameHeader {
    /// Reads the header at the front of `count` bytes. RFC 6455 §5.2.
    ///
    /// - Returns: nil while the header is torn; nothing beyond `count` is read.
    @inlinable
    @inline(__always)
    public static func parse(_ base: UnsafeRawPointer, count: Int) -> FrameHeader? {
        guard count >= 2, var header = glimpse(base, count: count), count >= header.byteCount
        else { return nil }
        if header.masked {
            header.maskingKey = UInt32(
                littleEndian: base.loadUnaligned(
                    fromByteOffset: 2 &+ Int(header.lengthBytes), as: UInt32.self))
        }
        return header
    }

    /// What is visible of a header that may be torn, so that a breach is judged as early as the
    /// wire shows it. The length is known from `2 + lengthBytes` bytes on and 0 before; the
    /// masking key is left out.
    @inlinable
    @inline(__always)
    static func glimpse(_ base: UnsafeRawPointer, count: Int) -> FrameHeader? {
        guard count >= 2 else { return nil }
        let first = base.load(as: UInt8.self)
        let second = base.load(fromByteOffset: 1, as: UInt8.self)
        var lengthBytes: UInt8 = 0
        var length = UInt64(second & 0x7F)
        if length >= 126 {
            lengthBytes = length == 126 ? 2 : 8
            if count < 2 &+ Int(lengthBytes) {
                length = 0
            } else if lengthBytes == 2 {
                length = UInt64(
                    UInt16(bigEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
            } else {
                length = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
            }
        }
        return FrameHeader(
            fin: first & 0x80 != 0, reservedBits: (first >> 4) & 0x7, opcodeBits: first & 0xF,
            masked: second & 0x80 != 0, lengthBytes: lengthBytes, payloadLength: length,
            maskingKey: 0)
    }
}
