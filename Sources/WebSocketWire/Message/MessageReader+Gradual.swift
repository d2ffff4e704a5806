extension MessageReader {
    /// The way of everything that is torn or fragmented.
    @usableFromInline
    mutating func gradually(
        _ input: inout UnsafeMutableRawBufferPointer, _ limits: ReadLimits, _ pool: BufferPool
    ) -> ReadStep {
        if stage == .header {
            switch takeHeader(&input, limits) {
            case .torn: return .needsMore
            case .unlawful(let step): return step
            case .whole: break
            }
            guard begin(pool, limits) else { return .outOfMemory }
        }
        let count = Swift.min(payloadCount &- arrived, input.count)
        let source = UnsafeRawBufferPointer(rebasing: input[..<count])
        input = UnsafeMutableRawBufferPointer(rebasing: input[count...])
        switch stage {
        case .controlPayload: return controlArrived(source)
        case .dataPayload, .header:
            let target = landing.baseAddress
            if let target, let start = source.baseAddress {
                target.copyMemory(from: start, byteCount: count)
            }
            return dataArrived(at: target, count: count)
        }
    }

    @usableFromInline
    enum HeaderStep { case torn, whole, unlawful(ReadStep) }

    /// Consumes header bytes; keeps a torn header, judged as far as it is visible.
    private mutating func takeHeader(
        _ input: inout UnsafeMutableRawBufferPointer, _ limits: ReadLimits
    ) -> HeaderStep {
        let kept = Int(tornCount)
        let taken = Swift.min(FrameHeader.maximumByteCount &- kept, input.count)
        let visible = kept &+ taken
        let (parsed, glimpse) = withUnsafeMutableBytes(of: &torn) { scratch in
            guard let base = scratch.baseAddress, let source = input.baseAddress else {
                return (FrameHeader?.none, FrameHeader?.none)
            }
            (base + kept).copyMemory(from: source, byteCount: taken)
            return (
                FrameHeader.parse(base, count: visible),
                FrameHeader.glimpse(base, count: visible)
            )
        }
        if let shown = parsed ?? glimpse,
            let rule = breach(of: shown, visible: visible, limits)
        {
            let used = Swift.min(Swift.max(0, shown.byteCount &- kept), input.count)
            let behind = UnsafeMutableRawBufferPointer(rebasing: input[used...])
            return .unlawful(Self.refused(rule, shown, behind, limits))
        }
        guard let parsed else {
            tornCount = UInt8(truncatingIfNeeded: visible)
            input = UnsafeMutableRawBufferPointer(rebasing: input[taken...])
            return .torn
        }
        header = parsed
        tornCount = 0
        input = UnsafeMutableRawBufferPointer(rebasing: input[(parsed.byteCount &- kept)...])
        return .whole
    }

    /// The law over what is visible of a header; the message's own limits come last.
    private func breach(of shown: FrameHeader, visible: Int, _ limits: ReadLimits) -> Rule? {
        if let rule = FrameLaw.breachOfFirstBytes(
            of: shown, from: limits.peer, messageOpen: isMessageOpen,
            allowedReservedBits: limits.allowedReservedBits)
        {
            return rule
        }
        guard visible >= 2 &+ Int(shown.lengthBytes) else { return nil }
        if let rule = FrameLaw.breachOfLength(
            of: shown, maximumPayload: UInt64(truncatingIfNeeded: limits.maximumFrame))
        {
            return rule
        }
        guard shown.opcodeBits & 0x8 == 0 else { return nil }
        let room = limits.maximumMessage &- assembled
        if room < 0 || shown.payloadLength > UInt64(truncatingIfNeeded: room) {
            return .messageTooBig
        }
        return fragments >= UInt32(clamping: limits.maximumFragments) ? .tooManyFragments : nil
    }

    /// Makes room for the payload of the frame whose header has just been judged.
    private mutating func begin(_ pool: BufferPool, _ limits: ReadLimits) -> Bool {
        arrived = 0
        if header.opcodeBits & 0x8 != 0 {
            stage = .controlPayload
            guard payloadCount > 0 else { return true }
            control = pool.takeExactly(payloadCount)?.baseAddress
            return control != nil
        }
        stage = .dataPayload
        if let opcode = header.opcode, opcode != .continuation {
            messageOpcode = opcode
            text = UTF8Validator()
            isCompressed = header.isCompressed
        }
        fragments &+= 1
        return reserve(assembled &+ payloadCount, pool, limits)
    }

    /// Grows the message's buffer: exactly at first, geometrically with more fragments.
    private mutating func reserve(
        _ total: Int, _ pool: BufferPool, _ limits: ReadLimits
    ) -> Bool {
        guard total > capacity else { return true }
        let doubled = Swift.min(capacity &* 2, limits.maximumMessage)
        guard let larger = pool.take(Swift.max(total, doubled)), let target = larger.baseAddress
        else { return false }
        if let buffer {
            target.copyMemory(from: buffer, byteCount: assembled)
            pool.give(buffer, capacity: capacity)
        }
        buffer = target
        capacity = larger.count
        return true
    }
}
