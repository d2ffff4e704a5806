/// A verdict and the header it was passed on.
@frozen
public struct Breach: Hashable, Sendable {
    public var verdict: Verdict
    /// The frame's header as far as it had arrived; nil in the opening handshake.
    public var header: FrameHeader?

    public var rule: Rule { verdict.rule }
    /// Where the offending byte is, counted from the start of the frame or of the request.
    public var byteOffset: Int { verdict.byteOffset }

    /// A breach in a frame; see `Verdict` for the place.
    public init(rule: Rule, header: FrameHeader, byteOffset: Int, allowing: UInt8 = 0) {
        verdict = Verdict(rule: rule, header: header, byteOffset: byteOffset, allowing: allowing)
        self.header = header
    }

    /// A breach in an opening handshake.
    public init(rule: Rule, byteOffset: Int, isMissing: Bool = false) {
        verdict = Verdict(rule: rule, byteOffset: byteOffset, isMissing: isMissing)
    }
}
