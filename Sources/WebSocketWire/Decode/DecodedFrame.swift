/// One frame of a run, taken apart and judged.
public struct DecodedFrame: Hashable, Sendable {
    /// Where the frame begins in the run.
    public var offset: Int
    /// The header; what a torn one lacks reads as zeros.
    public var header: FrameHeader
    public var headerBytes: [UInt8]
    /// The payload as the wire carries it, as far as it is there and is kept.
    public var wirePayload: [UInt8] = []
    /// The kept payload, unmasked.
    public var payload: [UInt8] = []
    /// Payload bytes that are there.
    public var arrived: UInt64 = 0
    /// The first rule that the frame breaks, and where; nil for a lawful one.
    public var breach: Verdict?
    /// Whether the run ends before the frame does: a fact, not a breach.
    public var isTruncated = true
    /// Whether the payload was not waited for, because the header already says that it is too
    /// large.
    public var isSkipped = false
    /// What the message carries that a continuation belongs to, otherwise the frame's own opcode;
    /// nil for an orphan or a reserved opcode.
    public var messageOpcode: Opcode?
    /// The whole message when this frame completes one, as far as the limits let it grow and as
    /// it is kept.
    public var message: [UInt8]?
    /// Bytes of that message.
    public var messageLength: UInt64 = 0

    /// Of a compressed message, with its last frame: what it was inflated to.
    public var inflated: InflatedMessage?
    /// Whether the frame belongs to a message that an extension compressed. RFC 7692 §6.
    public var isCompressed = false

    init(offset: Int, header: FrameHeader, headerBytes: [UInt8]) {
        self.offset = offset
        self.header = header
        self.headerBytes = headerBytes
        messageOpcode = header.opcode == .continuation ? nil : header.opcode
    }

    /// Whether the header is there in full.
    public var hasHeader: Bool { headerBytes.count == header.byteCount }

    /// Whether more of the payload is there than is kept.
    public var isCut: Bool { arrived > UInt64(payload.count) }

    /// The fields whose bits are there.
    public var fields: [FrameField] {
        FrameAnatomy.fields(of: header, isCompressed: isCompressed).filter {
            $0.kind == .payload ? hasHeader : $0.bits.upperBound <= headerBytes.count * 8
        }
    }
}
