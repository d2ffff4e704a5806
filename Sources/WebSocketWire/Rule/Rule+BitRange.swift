extension Rule {
    /// The bits of the header that break the rule, counted from its first; nil where the breach
    /// is in the payload, in the handshake or in no bit at all. RFC 6455 §5.2.
    ///
    /// - Parameter allowing: the reserved bits that negotiated extensions use.
    func bitRange(in header: FrameHeader, allowing: UInt8 = 0) -> Range<Int>? {
        let length = header.lengthBytes == 0 ? 9..<16 : 16..<(16 + 8 * Int(header.lengthBytes))
        switch self {
        case .reservedBitSet:
            return Self.reservedBits(header.reservedBits, allowing: allowing)
        case .strayCompressedBit:
            return 1..<2
        case .reservedOpcode, .orphanContinuation, .interruptedMessage, .dataAfterClose,
            .controlFlood:
            return 4..<8
        case .fragmentedControl, .tooManyFragments:
            return 0..<1
        case .unmaskedFrame, .maskedByServer:
            return 8..<9
        case .controlTooLong, .truncatedCloseCode:
            return 9..<16
        case .lengthTopBitSet:
            return 16..<17
        case .nonMinimalLength, .frameTooBig, .messageTooBig:
            return length
        default:
            return nil
        }
    }

    /// From the first bit that is set without leave to the last; a bit that an extension uses may
    /// still be set where the extension does not allow it.
    private static func reservedBits(_ bits: UInt8, allowing: UInt8) -> Range<Int> {
        let foreign = bits & 0b111 & ~allowing
        let wrong = foreign != 0 ? foreign : bits & 0b111
        guard wrong != 0 else { return 1..<4 }
        return (wrong.leadingZeroBitCount - 4)..<(8 - wrong.trailingZeroBitCount - 4)
    }

    /// The byte of the header that `bitRange` begins in; 0 without one.
    @usableFromInline
    func byteOffset(in header: FrameHeader) -> Int {
        (bitRange(in: header)?.lowerBound ?? 0) / 8
    }
}
