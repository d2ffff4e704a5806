import WebSocketWire

extension Engine {
    /// The compressor of a connection that has one, awake from now on for a while.
    func compressor(of slot: UnsafeMutablePointer<Slot>, now: Instant) -> Compressor? {
        guard let compressor = slot.pointee.side.compressor else { return nil }
        compressor.usedAt = now
        if !compressor.isAwake, settings.deflateIdle > 0 {
            deadlines.bringForward(index(of: slot), now + settings.deflateIdle)
        }
        return compressor
    }

    /// A whole compressed message: inflated under the limit of all messages, then judged as text.
    /// RFC 7692 §6.2, §7.2.2.
    func inflate(_ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>) -> Event? {
        guard let packed = frame.message, let compressor = compressor(of: slot, now: input.now)
        else { return nil }
        switch compressor.inflater.inflate(packed, limit: settings.maximumMessage) {
        case .message(var message):
            compressor.received.add(packed: packed.count, plain: message.count)
            tally.receivedCompression.add(packed: packed.count, plain: message.count)
            if isWatching { captureInflated(message.bytes, packed: packed.count) }
            if frame.messageOpcode == .text, !UTF8Validator.isWhole(message.bytes) {
                message.give(to: pool)
                payloadBroke(.invalidText, frame, taken: 0, slot)
                return nil
            }
            dropOrphan()
            orphan = message.memory
            return deliver(
                message.bytes, frame.messageOpcode, fragments: frame.fragments, slot)
        case .broken(let rule):
            let before = packed.count &- frame.payload.count
            let taken = max(0, compressor.inflater.taken &- before)
            payloadBroke(rule, frame, taken: taken, slot)
        case .outOfMemory:
            tally.discardedFrames &+= UInt64(frame.fragments)
            ranOutOfMemory(slot)
        }
        return nil
    }

    private func payloadBroke(
        _ rule: Rule, _ frame: ReceivedFrame, taken: Int, _ slot: UnsafeMutablePointer<Slot>
    ) {
        // All but the one that is rejected.
        tally.discardedFrames &+= UInt64(max(frame.fragments, 1) &- 1)
        let verdict = Verdict(rule: rule, inflating: frame.header, taken: taken)
        breach(verdict, ofNewest: slot, now: input.now)
    }
}
