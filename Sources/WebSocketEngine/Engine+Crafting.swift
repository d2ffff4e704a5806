import WebSocketWire

// Frames as an operator built them. They are judged, captured and counted as any other, and leave
// no trace in what the engine believes to have sent: an unfinished message of theirs does not keep
// the application from beginning one, which the judge then names as a breach of ours. Two things
// follow from them all the same. A crafted close frame is our close frame: no second one is sent,
// and the peer's answer ends TCP. And crafted data with RSV1 makes the peer's window differ from
// ours, so that our deflater starts anew.
extension Engine {
    /// Puts crafted frames on their way, all or none.
    func craft(
        _ frames: CraftedFrames, _ bytes: UnsafeMutableRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) -> SendPlan {
        let plan = placeCrafted(UnsafeRawBufferPointer(bytes), slot, now: now)
        guard plan.isTaken else { return plan }
        var start = 0
        for end in frames.ends {
            note(UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end]), slot, now: now)
            start = end
        }
        return plan
    }

    private func placeCrafted(
        _ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) -> SendPlan {
        if !slot.pointee.queue.isEmpty || slot.pointee.transportBacklog > 0 {
            return enqueueCrafted(bytes, slot, now: now)
        }
        if bytes.count < directThreshold(slot) {
            guard outbox.fits(bytes.count, isControl: false) else { return .flushFirst }
            return put(bytes, slot) ? .done : .refused(.outOfMemory)
        }
        guard outbox.isEmpty else { return .flushFirst }
        if splitsWrites(slot) {
            let plan = enqueueCrafted(bytes, slot, now: now)
            if plan.isTaken { startSplitting(slot) }
            return plan
        }
        guard let base = bytes.baseAddress else { return .refused(.nothingToSend) }
        onePiece.initialize(to: Write.Piece(base: base, count: bytes.count))
        return .direct(
            Write(
                id: id(of: slot), pieces: UnsafeBufferPointer(start: onePiece, count: 1),
                count: bytes.count, source: .direct))
    }

    private func enqueueCrafted(
        _ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) -> SendPlan {
        guard hasRoom(for: bytes.count, slot), append(bytes, slot) else {
            refuseForLackOfRoom(slot, now: now)
            return .refused(.queueFull)
        }
        updateInterest(slot)
        return .done
    }

    /// Counts and captures one frame, and draws the two conclusions. Its payload is unmasked
    /// meanwhile.
    private func note(
        _ frame: UnsafeMutableRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        let header = CraftedFrames.header(of: UnsafeRawBufferPointer(frame))
        let payload = UnsafeMutableRawBufferPointer(
            rebasing: frame.dropFirst(header.byteCount))
        flipMask(header, payload)
        tally.sentFrames &+= 1
        if header.fin, header.opcode?.isControl == false {
            slot.pointee.sentMessages &+= 1
            tally.sentMessages &+= 1
        }
        if isWatching { captureCrafted(header, UnsafeRawBufferPointer(payload), slot, now: now) }
        if header.opcode == .close { noteCraftedClose(UnsafeRawBufferPointer(payload), slot) }
        if header.isCompressed, slot.pointee[.deflates] {
            slot.pointee.side.compressor?.deflater.forget()
        }
        flipMask(header, payload)
    }

    private func flipMask(_ header: FrameHeader, _ payload: UnsafeMutableRawBufferPointer) {
        guard header.masked, let base = payload.baseAddress else { return }
        Masking.apply(key: header.maskingKey, phase: 0, to: base, count: payload.count)
    }

    private func noteCraftedClose(
        _ payload: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>
    ) {
        var tempering = tempering(of: slot) ?? Tempering()
        tempering.craftedClose =
            payload.count >= 2
            ? CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
            : .noStatusReceived
        keep(tempering, slot)
    }
}
