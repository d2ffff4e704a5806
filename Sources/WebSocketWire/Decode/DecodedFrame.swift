/// One frame of a run, taken apart and judged.
public struct DecodedFrame: Hashable, Sendable {
    /// Where the frame begins in the run.
    public var offset: Int
    /// The header; what a torn one lacks reads as zeros.
    public var header: FrameHeader
    public var headerBytes: [UInt8]
    /// The payload as the wire carries it, as far as it is there.
    public var wirePayload: [UInt8]
    /// The payload unmasked.
    public var payload: [UInt8]
    /// The fields whose bits are there.
    public var fields: [FrameField]
    /// The first rule that the frame breaks; nil for a lawful one.
    public var breach: Breach?
    /// Whether the run ends before the frame does: a fact, not a breach.
    public var isTruncated: Bool
    /// What the message carries that a continuation belongs to, otherwise the frame's own opcode;
    /// nil for an orphan or a reserved opcode.
    public var messageOpcode: Opcode?
    /// The whole message when this frame completes one, as far as the limits let it grow.
    public var message: [UInt8]?
}
