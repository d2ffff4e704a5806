extension MessageReader {
    /// `count` masked bytes of the data payload lie at `base`, inside the message's buffer; an
    /// empty payload lies nowhere.
    @usableFromInline
    mutating func dataArrived(at base: UnsafeMutableRawPointer?, count: Int) -> ReadStep {
        if let base {
            Masking.apply(key: header.maskingKey, phase: arrived, to: base, count: count)
        }
        let isLast = arrived &+ count == payloadCount
        if messageOpcode == .text, !isCompressed {
            let bytes = UnsafeRawBufferPointer(start: base, count: base == nil ? 0 : count)
            let wrong =
                text.validate(bytes)
                ?? (isLast && header.fin && !text.isComplete ? count : nil)
            if let wrong {
                let offset = header.byteCount &+ arrived &+ wrong
                return Self.breach(.invalidText, header, at: offset)
            }
        }
        arrived &+= count
        return isLast ? dataComplete() : .needsMore
    }

    private mutating func dataComplete() -> ReadStep {
        let start = buffer.map { UnsafeRawPointer($0) + assembled }
        let payload = UnsafeRawBufferPointer(start: start, count: payloadCount)
        assembled &+= payloadCount
        stage = .header
        var frame = ReceivedFrame(
            header: header, payload: payload, message: nil, messageOpcode: messageOpcode,
            isCompressed: isCompressed, fragments: fragments)
        guard header.fin else { return .frame(frame) }
        frame.message = UnsafeRawBufferPointer(start: buffer, count: assembled)
        messageOpcode = .continuation
        assembled = 0
        fragments = 0
        loan = .message
        return .frame(frame)
    }

    /// The next bytes of a torn control frame, or of one between fragments.
    mutating func controlArrived(_ source: UnsafeRawBufferPointer) -> ReadStep {
        if let control, let start = source.baseAddress {
            let target = control + arrived
            target.copyMemory(from: start, byteCount: source.count)
            Masking.apply(
                key: header.maskingKey, phase: arrived, to: target, count: source.count)
        }
        arrived &+= source.count
        guard arrived == payloadCount else { return .needsMore }
        stage = .header
        loan = .control
        return .frame(
            ReceivedFrame(
                header: header,
                payload: UnsafeRawBufferPointer(start: control, count: payloadCount),
                message: nil, messageOpcode: header.opcode ?? .continuation, isCompressed: false,
                fragments: 1))
    }

    /// Takes back what the last frame lent.
    @usableFromInline
    mutating func returnLoan(_ pool: BufferPool) {
        switch loan {
        case .none: break
        case .control:
            if let control { pool.give(control, capacity: payloadCount) }
            control = nil
        case .message:
            if let buffer { pool.give(buffer, capacity: capacity) }
            buffer = nil
            capacity = 0
        }
        loan = .none
    }
}
