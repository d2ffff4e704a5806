/// A rule that a peer broke, and where.
@frozen
public struct Breach: Hashable, Sendable {
    public var rule: Rule
    /// The frame's header as far as it had arrived; nil in the opening handshake.
    public var header: FrameHeader?
    /// Where the offending byte is, counted from the start of the frame or of the request.
    public var byteOffset: Int

    @inlinable
    public init(rule: Rule, header: FrameHeader? = nil, byteOffset: Int) {
        self.rule = rule
        self.header = header
        self.byteOffset = byteOffset
    }
}
