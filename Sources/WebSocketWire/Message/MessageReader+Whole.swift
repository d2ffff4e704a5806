extension MessageReader {
    /// A whole frame of an unfragmented message, or a control frame between messages: judged,
    /// unmasked where it lies, lent, and nothing remembered.
    @inlinable
    @inline(__always)
    mutating func whole(
        _ header: FrameHeader, _ base: UnsafeMutableRawPointer,
        _ input: inout UnsafeMutableRawBufferPointer, _ limits: ReadLimits
    ) -> ReadStep {
        let most = Swift.min(limits.maximumFrame, limits.maximumMessage)
        if let rule = FrameLaw.breach(
            of: header, from: limits.peer, messageOpen: false,
            maximumPayload: UInt64(truncatingIfNeeded: most),
            allowedReservedBits: limits.allowedReservedBits)
        {
            return Self.breach(Self.sized(rule, header, limits), header)
        }
        let start = header.byteCount
        let count = Int(truncatingIfNeeded: header.payloadLength)
        Masking.apply(key: header.maskingKey, phase: 0, to: base + start, count: count)
        let payload = UnsafeRawBufferPointer(start: base + start, count: count)
        // The law leaves text and binary, and the controls, which are rarer.
        let isText = header.opcodeBits == Opcode.text.rawValue
        let isControl = header.opcodeBits & 0x8 != 0
        let isCompressed = header.isCompressed
        if isText, !isCompressed {
            var text = UTF8Validator()
            let wrong = text.validate(payload) ?? (text.isComplete ? nil : count)
            if let wrong { return Self.breach(.invalidText, header, at: start &+ wrong) }
        }
        input = UnsafeMutableRawBufferPointer(
            start: base + (start &+ count), count: input.count &- start &- count)
        return .frame(
            ReceivedFrame(
                header: header, payload: payload, message: isControl ? nil : payload,
                messageOpcode: isText ? .text : isControl ? header.opcode ?? .pong : .binary,
                isCompressed: isCompressed, fragments: 1))
    }

    /// Names the limit that a payload really ran into: the frame's, or the message's.
    @usableFromInline
    static func sized(_ rule: Rule, _ header: FrameHeader, _ limits: ReadLimits) -> Rule {
        rule == .frameTooBig
            && header.payloadLength <= UInt64(truncatingIfNeeded: limits.maximumFrame)
            ? .messageTooBig : rule
    }

    @usableFromInline
    static func breach(_ rule: Rule, _ header: FrameHeader, at offset: Int? = nil) -> ReadStep {
        .breach(
            Breach(
                rule: rule, header: header,
                byteOffset: offset ?? rule.byteOffset(in: header)))
    }
}
