/// The law of the frame header in one place; each branch is one rule. RFC 6455 §5.
public enum FrameLaw {
    /// The first rule that a whole header breaks, in the order in which the wire shows them.
    ///
    /// - Parameters:
    ///   - messageOpen: whether a fragmented message awaits its continuation. RFC 6455 §5.4.
    ///   - maximumPayload: bytes that one data frame may carry; control frames have their own
    ///     limit of 125. RFC 6455 §5.5.
    ///   - allowedReservedBits: the bits that negotiated extensions use. RFC 6455 §9.
    @inlinable
    @inline(__always)
    public static func breach(
        of header: FrameHeader, from sender: Endpoint, messageOpen: Bool,
        maximumPayload: UInt64, allowedReservedBits: UInt8
    ) -> Rule? {
        breachOfFirstBytes(
            of: header, from: sender, messageOpen: messageOpen,
            allowedReservedBits: allowedReservedBits)
            ?? breachOfLength(of: header, maximumPayload: maximumPayload)
    }

    /// A bit for each opcode that RFC 6455 §5.2 defines: 0, 1, 2, 8, 9 and A.
    @inlinable static var lawfulOpcodes: UInt16 { 0b0000_0111_0000_0111 }

    /// What the first two bytes show: enough to fail a connection before the length has come.
    @inlinable
    @inline(__always)
    static func breachOfFirstBytes(
        of header: FrameHeader, from sender: Endpoint, messageOpen: Bool,
        allowedReservedBits: UInt8
    ) -> Rule? {
        if header.reservedBits != 0,
            let rule = breachOfReservedBits(of: header, allowed: allowedReservedBits)
        {
            return rule
        }
        if (lawfulOpcodes &>> UInt16(header.opcodeBits & 0xF)) & 1 == 0 { return .reservedOpcode }
        let isControl = header.opcodeBits & 0x8 != 0
        if isControl {
            if !header.fin { return .fragmentedControl }
            // A control frame never needs an extended length, minimal or not.
            if header.lengthBytes != 0 || header.payloadLength > 125 { return .controlTooLong }
        }
        if header.masked != (sender == .client) {
            return sender == .client ? .unmaskedFrame : .maskedByServer
        }
        if !isControl, messageOpen != (header.opcodeBits == Opcode.continuation.rawValue) {
            return messageOpen ? .interruptedMessage : .orphanContinuation
        }
        return nil
    }

    /// RSV1 belongs to the first frame of a compressed message, where one may be. RFC 7692 §6.
    @usableFromInline
    static func breachOfReservedBits(of header: FrameHeader, allowed: UInt8) -> Rule? {
        if header.reservedBits & ~allowed != 0 { return .reservedBitSet }
        guard header.isCompressed, let opcode = header.opcode else { return nil }
        return opcode.isControl || opcode == .continuation ? .strayCompressedBit : nil
    }

    /// What the extended length shows. RFC 6455 §5.2.
    @inlinable
    @inline(__always)
    static func breachOfLength(of header: FrameHeader, maximumPayload: UInt64) -> Rule? {
        if header.lengthBytes == 8 {
            if header.payloadLength >> 63 != 0 { return .lengthTopBitSet }
            if header.payloadLength <= 0xFFFF { return .nonMinimalLength }
        } else if header.lengthBytes == 2, header.payloadLength <= 125 {
            return .nonMinimalLength
        }
        if header.payloadLength > maximumPayload, header.opcodeBits & 0x8 == 0 {
            return .frameTooBig
        }
        return nil
    }
}
