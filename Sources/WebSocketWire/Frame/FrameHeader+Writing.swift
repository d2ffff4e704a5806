extension FrameHeader {
    /// The longest a header can be: 2 bytes, a length of 8 and a masking key. RFC 6455 §5.2.
    public static var maximumByteCount: Int { 14 }

    /// A lawful header whose length is spelled in its minimal form. RFC 6455 §5.2.
    @inlinable
    public init(fin: Bool, opcode: Opcode, payloadCount: Int, maskingKey: UInt32?) {
        self.init(
            fin: fin, opcodeBits: opcode.rawValue, masked: maskingKey != nil,
            lengthBytes: payloadCount <= 125 ? 0 : payloadCount <= 0xFFFF ? 2 : 8,
            payloadLength: UInt64(Swift.max(0, payloadCount)), maskingKey: maskingKey ?? 0)
    }

    /// Writes the header as it is, lawful or not, into `byteCount` bytes. RFC 6455 §5.2.
    ///
    /// The length takes `lengthBytes` bytes even where fewer would do, so that what was parsed
    /// is written back bit for bit. A length that its form cannot hold loses its high bits.
    ///
    /// - Returns: the bytes written, at most `maximumByteCount`.
    @inlinable
    @discardableResult
    public func write(to base: UnsafeMutableRawPointer) -> Int {
        let short: UInt8
        switch lengthBytes {
        case 0:
            short = UInt8(truncatingIfNeeded: payloadLength) & 0x7F
        case 2:
            short = 126
            let length = UInt16(truncatingIfNeeded: payloadLength)
            base.storeBytes(of: length.bigEndian, toByteOffset: 2, as: UInt16.self)
        default:
            short = 127
            base.storeBytes(of: payloadLength.bigEndian, toByteOffset: 2, as: UInt64.self)
        }
        let first = (fin ? 0x80 : 0) | (reservedBits & 0x7) << 4 | opcodeBits & 0xF
        base.storeBytes(of: first, as: UInt8.self)
        base.storeBytes(of: (masked ? 0x80 : 0) | short, toByteOffset: 1, as: UInt8.self)
        if masked {
            base.storeBytes(
                of: maskingKey.littleEndian, toByteOffset: 2 &+ Int(lengthBytes), as: UInt32.self)
        }
        return byteCount
    }

    /// The header's bytes as the wire carries them.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.maximumByteCount) { buffer, count in
            if let base = buffer.baseAddress { count = write(to: UnsafeMutableRawPointer(base)) }
        }
    }
}
