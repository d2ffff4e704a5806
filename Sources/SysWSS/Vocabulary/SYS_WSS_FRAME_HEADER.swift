/// The first two bytes of a frame, taken apart. RFC 6455 §5.2.
public struct SYS_WSS_FRAME_HEADER: Hashable, Sendable {
    private let first: UInt8
    private let second: UInt8

    public init(_ first: UInt8, _ second: UInt8) {
        self.first = first
        self.second = second
    }

    public var opcode: UInt8 { first & 0x0F }
    /// The three reserved bits, RSV1 highest.
    public var resvd: UInt8 { first >> 4 & 0x07 }
    /// Whether this is the last frame of its message.
    public var fin: Bool { first & 0x80 != 0 }
    /// The length itself up to 125; 126 and 127 announce the extended length.
    public var payloadLen: UInt8 { second & 0x7F }
    public var mask: Bool { second & 0x80 != 0 }
    /// Bytes of the extended length that follow: 0, 2 or 8.
    public var extPayloadLenSize: Int { payloadLen == 127 ? 8 : payloadLen == 126 ? 2 : 0 }
}
