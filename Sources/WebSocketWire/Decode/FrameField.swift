/// One field of a frame: where its bits are and what they say. RFC 6455 §5.2.
public struct FrameField: Hashable, Sendable {
    /// The fields in the order of the wire.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case fin, rsv1, rsv2, rsv3, opcode, mask, payloadLength, extendedLength, maskingKey
        case payload
    }

    public var kind: Kind
    /// Counted from the first bit of the frame.
    public var bitOffset: Int
    /// 0 for the payload of an empty frame.
    public var bitWidth: Int
    /// The bits as a number, the first on the wire the highest; for the payload its length.
    public var value: UInt64
    /// What the value says, in words.
    public var meaning: String

    /// The field as the grid of RFC 6455 §5.2 names it.
    public var name: String {
        switch kind {
        case .fin: "FIN"
        case .rsv1: "RSV1"
        case .rsv2: "RSV2"
        case .rsv3: "RSV3"
        case .opcode: "opcode"
        case .mask: "MASK"
        case .payloadLength: "Payload len"
        case .extendedLength: "Extended payload length"
        case .maskingKey: "Masking-key"
        case .payload: "Payload Data"
        }
    }

    /// The clause that defines the field.
    public var section: String {
        switch kind {
        case .maskingKey, .mask: "RFC 6455 §5.3"
        case .payload: "RFC 6455 §5.6"
        default: "RFC 6455 §5.2"
        }
    }

    /// The field's bits in the frame.
    public var bits: Range<Int> { bitOffset..<(bitOffset + bitWidth) }
}
