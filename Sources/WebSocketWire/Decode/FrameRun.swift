/// What a run of frames leaves behind for the next one: the open message and the close frame.
struct FrameRun {
    let sender: Endpoint
    let limits: ReadLimits
    private var messageOpcode: Opcode?
    private var message: [UInt8] = []
    private var fragments = 0
    /// nil where there is no text, or where its breach has been named already.
    private var text: UTF8Validator?
    private var isClosed = false

    init(sender: Endpoint, limits: ReadLimits) {
        self.sender = sender
        self.limits = limits
    }

    /// Takes the frame at the front of `bytes`, which are not empty.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> DecodedFrame {
        var frame = Self.cut(bytes)
        let visible = frame.headerBytes.count
        var rule = headerBreach(of: frame.header, visible: visible)
        var place = rule?.byteOffset(in: frame.header)
        if visible == frame.header.byteCount {
            if let (broken, offset) = carry(&frame, isLawful: rule == nil), rule == nil {
                rule = broken
                place = offset
            }
            if rule == nil, isClosed {
                rule = .dataAfterClose
                place = 0
            }
            isClosed = isClosed || frame.header.opcode == .close
        }
        frame.breach = rule.map {
            Breach(rule: $0, header: frame.header, byteOffset: place ?? 0)
        }
        return frame
    }

    /// Cuts header and payload off, as far as they are there.
    private static func cut(_ bytes: ArraySlice<UInt8>) -> DecodedFrame {
        let shown = header(of: bytes.prefix(FrameHeader.maximumByteCount))
        let headerBytes = Array(bytes.prefix(shown.byteCount))
        let rest = bytes.dropFirst(shown.byteCount)
        let wire = Array(rest.prefix(Int(clamping: shown.payloadLength)))
        var payload = wire
        payload.withUnsafeMutableBytes { memory in
            guard let base = memory.baseAddress else { return }
            Masking.apply(key: shown.maskingKey, phase: 0, to: base, count: memory.count)
        }
        let hasHeader = headerBytes.count == shown.byteCount
        let isWhole = hasHeader && UInt64(wire.count) == shown.payloadLength
        return DecodedFrame(
            offset: bytes.startIndex, header: shown, headerBytes: headerBytes, wirePayload: wire,
            payload: payload,
            fields: FrameAnatomy.fields(of: shown).filter {
                $0.kind == .payload
                    ? hasHeader : $0.bits.upperBound <= headerBytes.count * 8
            },
            breach: nil, isTruncated: !isWhole,
            messageOpcode: shown.opcode == .continuation ? nil : shown.opcode, message: nil)
    }

    /// The header at the front, or what is visible of it.
    private static func header(of bytes: ArraySlice<UInt8>) -> FrameHeader {
        let padded = bytes.count < 2 ? Array(bytes) + [0] : Array(bytes)
        let shown = padded.withUnsafeBytes { memory in
            memory.baseAddress.flatMap { base in
                FrameHeader.parse(base, count: memory.count)
                    ?? FrameHeader.glimpse(base, count: memory.count)
            }
        }
        return shown
            ?? FrameHeader(
                fin: false, opcodeBits: 0, masked: false, lengthBytes: 0, payloadLength: 0,
                maskingKey: 0)
    }

    private func headerBreach(of header: FrameHeader, visible: Int) -> Rule? {
        guard visible >= 2 else { return nil }
        if let rule = FrameLaw.breachOfFirstBytes(
            of: header, from: sender, messageOpen: messageOpcode != nil,
            allowedReservedBits: limits.allowedReservedBits)
        {
            return rule
        }
        guard visible >= 2 + Int(header.lengthBytes) else { return nil }
        return FrameLaw.breachOfLength(
            of: header, maximumPayload: UInt64(clamping: limits.maximumFrame))
    }
}

extension FrameRun {
    /// Carries a frame with a whole header into the message or the closing; what its payload
    /// breaks, and at which byte of the frame.
    private mutating func carry(
        _ frame: inout DecodedFrame, isLawful: Bool
    ) -> (Rule, Int)? {
        guard let opcode = frame.header.opcode else { return nil }
        switch opcode {
        case .ping, .pong: return nil
        case .close: return frame.isTruncated ? nil : Self.closeBreach(of: frame)
        case .text, .binary:
            messageOpcode = opcode
            message = []
            fragments = 0
            text = opcode == .text && frame.header.reservedBits == 0 ? UTF8Validator() : nil
        case .continuation: break
        }
        guard let messageOpcode else { return nil }
        frame.messageOpcode = messageOpcode
        let broken = append(frame)
        if frame.header.fin, !frame.isTruncated {
            if broken == nil, isLawful { frame.message = message }
            self.messageOpcode = nil
            message = []
        }
        return broken
    }

    private mutating func append(_ frame: DecodedFrame) -> (Rule, Int)? {
        fragments += 1
        let room = UInt64(max(0, limits.maximumMessage - message.count))
        if frame.header.payloadLength > room || fragments > limits.maximumFragments {
            let rule: Rule = frame.header.payloadLength > room ? .messageTooBig : .tooManyFragments
            text = nil
            return (rule, rule.byteOffset(in: frame.header))
        }
        message += frame.payload
        guard var text else { return nil }
        let wrong = frame.payload.withUnsafeBytes { text.validate($0) }
        let ends = frame.header.fin && !frame.isTruncated
        self.text = text
        if let offset = wrong ?? (ends && !text.isComplete ? frame.payload.count : nil) {
            self.text = nil
            return (.invalidText, frame.header.byteCount + offset)
        }
        return nil
    }

    private static func closeBreach(of frame: DecodedFrame) -> (Rule, Int)? {
        frame.payload.withUnsafeBytes { payload in
            guard case .broken(let rule, let offset) = CloseFrame.read(payload) else { return nil }
            return (rule, frame.header.byteCount + offset)
        }
    }
}
