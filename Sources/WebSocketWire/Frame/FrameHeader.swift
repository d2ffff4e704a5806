/// The first 2 to 14 bytes of a frame. RFC 6455 §5.2.
///
/// A header holds what the wire says, lawful or not; `Rule` judges it. `opcodeBits` may be a
/// reserved value and `payloadLength` may exceed any limit: both come from the peer.
@frozen
public struct FrameHeader: Hashable, Sendable {
    /// Whether this is the last fragment of its message. RFC 6455 §5.4.
    public var fin: Bool
    /// RSV1, RSV2 and RSV3 as a number of three bits, RSV1 the highest. RFC 6455 §5.2.
    public var reservedBits: UInt8
    /// The four opcode bits as received; see `opcode` for their meaning.
    public var opcodeBits: UInt8
    public var masked: Bool
    /// How many bytes spell the length beyond the 7 bits: 0, 2 or 8.
    public var lengthBytes: UInt8
    /// The length as spelled. The top bit may be set: a breach of RFC 6455 §5.2.
    public var payloadLength: UInt64
    /// The masking key, its first byte on the wire in the lowest 8 bits; 0 when not masked.
    public var maskingKey: UInt32

    @inlinable
    public init(
        fin: Bool, reservedBits: UInt8 = 0, opcodeBits: UInt8, masked: Bool,
        lengthBytes: UInt8, payloadLength: UInt64, maskingKey: UInt32
    ) {
        self.fin = fin
        self.reservedBits = reservedBits
        self.opcodeBits = opcodeBits
        self.masked = masked
        self.lengthBytes = lengthBytes
        self.payloadLength = payloadLength
        self.maskingKey = maskingKey
    }

    /// RSV1, which permessage-deflate gives a meaning. RFC 7692 §6.
    @inlinable
    public static var compressedBit: UInt8 { 0b100 }

    /// Whether the frame begins a compressed message. RFC 7692 §6.
    @inlinable
    public var isCompressed: Bool { reservedBits & Self.compressedBit != 0 }

    /// nil when the opcode bits are reserved by RFC 6455 §5.2.
    @inlinable
    @inline(__always)
    public var opcode: Opcode? { Opcode(rawValue: opcodeBits) }

    /// Bytes of the header itself: 2, 4 or 10, and 4 more with a masking key.
    @inlinable
    public var byteCount: Int { 2 &+ Int(lengthBytes) &+ (masked ? 4 : 0) }
}
