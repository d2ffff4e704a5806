import WebSocketWire

/// The compressed payload of a job, for those targets that share its deflater.
struct SharedPayload {
    var deflater: ObjectIdentifier
    /// nil when it is better sent plain.
    var packed: PooledBytes?
}

extension Engine {
    /// Sends a data frame of a connection that has agreed on compression. RFC 7692 §6.1.
    ///
    /// - Parameter isShared: whether the payload is that of the foremost job.
    func sendDeflated(
        _ slot: UnsafeMutablePointer<Slot>, _ opcode: Opcode, fin: Bool,
        _ payload: UnsafeRawBufferPointer, isShared: Bool, now: Instant
    ) -> SendPlan {
        let isFirst = opcode != .continuation
        guard let owner = slot.pointee.side.compressor,
            isFirst ? payload.count >= settings.deflate.leastBytes : owner.isSendingPacked,
            let compressor = compressor(of: slot, now: now)
        else {
            let plan = place(opcode, fin: fin, payload, isCompressed: false, slot, now: now)
            if isFirst, plan.isTaken { slot.pointee.side.compressor?.isSendingPacked = false }
            return plan
        }
        // What is compressed twice is broken: the room is made before.
        guard hasRoomToPlace(Deflater.bound(payload.count), slot) else { return .flushFirst }
        outgoing.give(to: pool)
        var isCompressed = false
        switch pack(payload, compressor, isFirst: isFirst, fin: fin, isShared: isShared) {
        case .packed(let packed):
            isCompressed = true
            outgoing = packed
        case .outOfMemory where !isFirst: return .refused(.outOfMemory)
        case .plain, .outOfMemory: break
        }
        let bytes = isCompressed ? outgoing.bytes : payload
        let plan = place(
            opcode, fin: fin, bytes, isCompressed: isCompressed && isFirst, slot, now: now)
        guard plan.isTaken else {
            // The peer never sees what the deflater now remembers.
            compressor.deflater.forget()
            outgoing.give(to: pool)
            return plan
        }
        compressor.isSendingPacked = isCompressed && !fin
        if isCompressed {
            compressor.sent.add(packed: bytes.count, plain: payload.count)
            tally.sentCompression.add(packed: bytes.count, plain: payload.count)
            if isWatching { captureSentInflated(payload, packed: bytes.count, slot) }
        }
        if case .done = plan { outgoing.give(to: pool) }
        return plan
    }

    /// Whether a frame of any size up to this one can be placed without flushing first.
    private func hasRoomToPlace(_ most: Int, _ slot: UnsafeMutablePointer<Slot>) -> Bool {
        let total = most &+ FrameHeader.maximumByteCount
        return outbox.isEmpty || !slot.pointee.queue.isEmpty
            || slot.pointee.transportBacklog > 0
            || (total < directThreshold(slot) && outbox.fits(total, isControl: false))
    }

    private func pack(
        _ payload: UnsafeRawBufferPointer, _ compressor: Compressor, isFirst: Bool, fin: Bool,
        isShared: Bool
    ) -> Deflater.Outcome {
        let deflater = compressor.deflater
        guard isShared, !deflater.takesOver else {
            return deflater.deflate(payload, isFirst: isFirst, isLast: fin)
        }
        if shared?.deflater != ObjectIdentifier(deflater) {
            dropShared()
            switch deflater.deflate(payload, isFirst: isFirst, isLast: fin) {
            case .packed(let packed):
                shared = SharedPayload(deflater: ObjectIdentifier(deflater), packed: packed)
            case .plain:
                shared = SharedPayload(deflater: ObjectIdentifier(deflater), packed: nil)
            case .outOfMemory: return .outOfMemory
            }
        }
        guard let packed = shared?.packed else { return .plain }
        return packed.copied(pool).map(Deflater.Outcome.packed) ?? .outOfMemory
    }

    /// Forgets the payload that the targets of a job shared.
    func dropShared() {
        shared?.packed?.give(to: pool)
        shared = nil
    }
}
