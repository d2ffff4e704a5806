extension Rule {
    /// The bits of the header that break the rule, counted from its first; nil where the breach
    /// is in the payload, in the handshake or in no bit at all. RFC 6455 §5.2.
    public func bitRange(in header: FrameHeader) -> Range<Int>? {
        let length = header.lengthBytes == 0 ? 9..<16 : 16..<(16 + 8 * Int(header.lengthBytes))
        switch self {
        case .reservedBitSet:
            return 1..<4
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

    /// The byte of the header that `bitRange` begins in; 0 without one.
    @usableFromInline
    func byteOffset(in header: FrameHeader) -> Int {
        (bitRange(in: header)?.lowerBound ?? 0) / 8
    }
}
