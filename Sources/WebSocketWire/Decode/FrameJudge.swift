/// Judges the frames of one direction in their order, whoever sends them. RFC 6455 §5.
///
/// What one frame leaves behind for the next is the open message, its text and the close frame.
/// Plain memory, so that the engine can keep one for each connection that is watched.
@frozen
public struct FrameJudge: Sendable {
    /// What the open message carries; `continuation` while none is open.
    public private(set) var messageOpcode = Opcode.continuation
    /// False where there is no text, or where its breach has been named already.
    @usableFromInline var judgesText = false
    /// Whether the text is that of a compressed message, and so not to be seen in its frames.
    @usableFromInline var isCompressed = false
    @usableFromInline var text = UTF8Validator()
    @usableFromInline var isClosed = false
    @usableFromInline var fragments: UInt32 = 0
    @usableFromInline var messageLength: UInt64 = 0

    public init() {}

    /// A judge that comes while a message is under way, of whose text it knows nothing.
    public init(amid opcode: Opcode) { messageOpcode = opcode }

    /// Whether a frame is a whole message between others, which leaves nothing behind for the next:
    /// the judge need not see it.
    @inlinable
    @inline(__always)
    public func mayPass(_ header: FrameHeader) -> Bool {
        messageOpcode == .continuation && !isClosed && header.fin && header.reservedBits == 0
            && (header.opcodeBits == 1 || header.opcodeBits == 2)
    }

    /// What is visible of a header, as early as the wire shows it.
    ///
    /// - Parameter visible: bytes of the header that are there.
    public func verdict(
        on header: FrameHeader, visible: Int, limits: ReadLimits
    ) -> Verdict? {
        guard visible >= 2 else { return nil }
        if let rule = FrameLaw.breachOfFirstBytes(
            of: header, from: limits.peer, messageOpen: messageOpcode != .continuation,
            allowedReservedBits: limits.allowedReservedBits)
        {
            return verdict(rule, header, limits)
        }
        guard visible >= 2 + Int(header.lengthBytes) else { return nil }
        let rule = FrameLaw.breachOfLength(
            of: header, maximumPayload: UInt64(clamping: limits.maximumFrame))
        return rule.map { verdict($0, header, limits) }
    }

    /// Takes a whole header: the first rule that it breaks, its place in the message included.
    /// Each byte of its payload goes to `payload`, and then the frame to `end`.
    public mutating func begin(_ header: FrameHeader, limits: ReadLimits) -> Verdict? {
        var found = verdict(on: header, visible: header.byteCount, limits: limits)
        if isClosed, found == nil { found = verdict(.dataAfterClose, header, limits) }
        switch header.opcode {
        case .text, .binary:
            messageOpcode = header.opcode ?? .binary
            fragments = 0
            messageLength = 0
            judgesText = messageOpcode == .text
            isCompressed = header.isCompressed
            text = UTF8Validator()
        case .continuation: break
        case .close, .ping, .pong, nil: return found
        }
        guard messageOpcode != .continuation else { return found }
        let broken = grow(header, limits)
        if broken != nil { judgesText = false }
        return found ?? broken.map { verdict($0, header, limits) }
    }

    /// Counts a fragment; the limit that the message runs into.
    private mutating func grow(_ header: FrameHeader, _ limits: ReadLimits) -> Rule? {
        fragments = fragments == .max ? .max : fragments + 1
        let most = UInt64(clamping: limits.maximumMessage)
        guard header.payloadLength <= most - min(most, messageLength) else { return .messageTooBig }
        guard fragments <= UInt32(clamping: limits.maximumFragments) else {
            return .tooManyFragments
        }
        messageLength += header.payloadLength
        return nil
    }

    /// Takes unmasked bytes of the payload.
    ///
    /// - Parameter offset: where in the payload they begin.
    public mutating func payload(
        _ bytes: UnsafeRawBufferPointer, of header: FrameHeader, at offset: UInt64
    ) -> Verdict? {
        guard judgesText, !isCompressed, isData(header), let wrong = text.validate(bytes) else {
            return nil
        }
        return notText(header, at: offset + UInt64(wrong))
    }

    /// The frame is whole.
    ///
    /// - Parameter control: the payload of a close frame; otherwise not looked at.
    public mutating func end(
        of header: FrameHeader, control: UnsafeRawBufferPointer
    ) -> Verdict? {
        if header.opcode == .close {
            isClosed = true
            guard case .broken(let rule, let offset) = CloseFrame.read(control) else { return nil }
            return Verdict(
                rule: rule, header: header, byteOffset: header.byteCount + offset)
        }
        guard isData(header), header.fin else { return nil }
        defer { messageOpcode = .continuation }
        guard judgesText, !isCompressed, !text.isComplete else { return nil }
        return notText(header, at: header.payloadLength)
    }

    /// Takes what a frame of a compressed message carries, or the whole message with its last
    /// frame. RFC 7692 §6.2.
    public mutating func inflated(
        _ bytes: UnsafeRawBufferPointer, of header: FrameHeader
    ) -> Verdict? {
        guard judgesText, isCompressed else { return nil }
        let isRight = text.validate(bytes) == nil && (!header.fin || text.isComplete)
        if !isRight { judgesText = false }
        return isRight ? nil : Verdict(rule: .invalidText, inflating: header)
    }

    private mutating func notText(_ header: FrameHeader, at offset: UInt64) -> Verdict {
        judgesText = false
        // A crafted header claims what it likes.
        let (end, overflow) = header.byteCount.addingReportingOverflow(Int(clamping: offset))
        let place = overflow ? .max : end
        return Verdict(rule: .invalidText, header: header, byteOffset: place)
    }

    private func isData(_ header: FrameHeader) -> Bool { header.opcode?.isControl == false }

    private func verdict(
        _ rule: Rule, _ header: FrameHeader, _ limits: ReadLimits
    ) -> Verdict {
        Verdict(
            rule: rule, header: header, byteOffset: rule.byteOffset(in: header),
            allowing: limits.allowedReservedBits)
    }
}
