/// A broken rule and the bits that break it: eight bytes of plain memory, so that every record of
/// a frame can keep one.
@frozen
public struct Verdict: Hashable, Sendable {
    @usableFromInline let byte: UInt32
    public let rule: Rule
    /// How many bits break the rule, at most 255; 0 where something is missing.
    @usableFromInline let bitCount: UInt8
    @usableFromInline let bitInByte: UInt8

    /// - Parameter bits: counted from the first bit of the frame, the request or the response;
    ///   empty where something is missing. What lies beyond 4 GiB is placed there.
    public init(rule: Rule, bits: Range<Int>) {
        self.rule = rule
        bitCount = UInt8(clamping: bits.count)
        bitInByte = UInt8(truncatingIfNeeded: bits.lowerBound & 7)
        byte = UInt32(clamping: bits.lowerBound >> 3)
    }

    /// A breach in text: one byte, or the place where something is missing.
    public init(rule: Rule, byteOffset: Int, isMissing: Bool = false) {
        let first = Self.firstBit(ofByte: byteOffset)
        self.init(rule: rule, bits: first..<(isMissing ? first : first &+ 8))
    }

    /// As far as a place is kept: 4 GiB.
    private static func firstBit(ofByte offset: Int) -> Int {
        8 &* Int(UInt32(clamping: offset))
    }

    /// A breach in a frame: the rule's own bits of the header, or those of the payload.
    ///
    /// - Parameters:
    ///   - byteOffset: where in the frame, for a rule about the payload; its end where the
    ///     payload ends too early.
    ///   - allowing: the reserved bits that negotiated extensions use.
    public init(rule: Rule, header: FrameHeader, byteOffset: Int, allowing: UInt8 = 0) {
        if let bits = rule.bitRange(in: header, allowing: allowing) {
            self.init(rule: rule, bits: bits)
        } else if rule == .invalidCloseCode {
            let first = Self.firstBit(ofByte: byteOffset)
            self.init(rule: rule, bits: first..<(first &+ 16))
        } else {
            let place = UInt64(clamping: byteOffset &- header.byteCount)
            self.init(
                rule: rule, byteOffset: byteOffset, isMissing: place >= header.payloadLength)
        }
    }

    /// A breach in what a compressed message carries: the byte that was being inflated. Of text,
    /// whose bytes are not on the wire, the first of the payload. RFC 7692 §6.2.
    ///
    /// - Parameter taken: bytes of this frame's payload that had been inflated.
    public init(rule: Rule, inflating header: FrameHeader, taken: Int = 0) {
        self.init(
            rule: rule, byteOffset: header.byteCount &+ taken,
            isMissing: UInt64(clamping: taken) >= header.payloadLength)
    }

    /// Counted from the start of the frame, the request or the response.
    public var byteOffset: Int { Int(byte) }

    /// Counted from the first bit, as the grid of RFC 6455 §5.2 counts; empty where something is
    /// missing.
    public var bits: Range<Int> {
        let first = 8 &* Int(byte) &+ Int(bitInByte)
        return first..<(first &+ Int(bitCount))
    }
}
