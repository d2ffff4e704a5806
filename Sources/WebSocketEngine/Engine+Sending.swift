public import WebSocketWire

extension Engine {
    /// Payloads from here on are lent to the outbox if they lie in the receive buffer: a copy costs
    /// more than a piece of a gathered write.
    static let lendThreshold = 4 << 10
    /// Others are copied below this size, and written at once from where they lie from here on …
    static let directThreshold = 16 << 10
    /// … on a secure connection only from this size: OpenSSL reads every byte anyway.
    static let secureThreshold = 64 << 10

    /// Sends a whole small message to a peer that reads what it is sent: a shorter way than `send`,
    /// which does the same and everything else.
    ///
    /// - Returns: false, and nothing has changed, when `send` is to be asked.
    public func sendUsual(
        _ id: ConnectionID, _ opcode: Opcode, _ payload: UnsafeRawBufferPointer, now: Instant
    ) -> Bool {
        guard payload.count < Self.lendThreshold, opcode == .text || opcode == .binary,
            let slot = find(id), slot.pointee.phase == .open,
            slot.pointee.flags.isDisjoint(with: .sendsUnusually),
            slot.pointee.queue.isEmpty, slot.pointee.transportBacklog == 0,
            outbox.fits(payload.count &+ 4, isControl: false)
        else { return false }
        let isShort = payload.count < 126
        let start = isShort ? 2 : 4
        let memory = gather(start &+ payload.count, slot)
        let first = UInt32(0x80 | opcode.rawValue)
        if isShort {
            let head = UInt16(truncatingIfNeeded: first | UInt32(payload.count) &<< 8)
            memory.storeBytes(of: head.littleEndian, as: UInt16.self)
        } else {
            let length = UInt32(UInt16(truncatingIfNeeded: payload.count).byteSwapped)
            let head = first | 126 &<< 8 | length &<< 16
            memory.storeBytes(of: head.littleEndian, as: UInt32.self)
        }
        if let source = payload.baseAddress {
            (memory + start).copyMemory(from: source, byteCount: payload.count)
        }
        tally.sentFrames &+= 1
        tally.sentMessages &+= 1
        slot.pointee.sentMessages &+= 1
        if isWatching {
            let header = FrameHeader(
                fin: true, opcode: opcode, payloadCount: payload.count, maskingKey: nil)
            captureSent(header, payload, slot, now: now)
        }
        return true
    }

    /// Sends one data frame of an application; a message is one frame with `fin`, or several.
    ///
    /// Before `.flushFirst` and `.direct` nothing has been counted yet: see `SendPlan`.
    public func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer,
        now: Instant
    ) -> SendPlan {
        send(id, opcode, fin: fin, payload, isShared: false, now: now)
    }

    /// - Parameter isShared: whether the payload is that of the foremost job, which may be
    ///   compressed once for several targets.
    @inline(__always)
    func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer,
        isShared: Bool, now: Instant
    ) -> SendPlan {
        guard let slot = find(id) else { return .refused(refusal(of: id)) }
        guard slot.pointee.phase == .open else { return .refused(.notConnected) }
        guard !opcode.isControl else { return .refused(.notADataOpcode) }
        guard (opcode == .continuation) == slot.pointee[.sendingFragments] else {
            return .refused(.fragmentOrder)
        }
        if slot.pointee[.deflates] {
            return sendDeflated(
                slot, opcode, fin: fin, payload, isShared: isShared, now: now)
        }
        return place(opcode, fin: fin, payload, isCompressed: false, slot, now: now)
    }

    /// Puts a data frame on its way, or says what has to happen before.
    @inline(__always)
    func place(
        _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer, isCompressed: Bool,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) -> SendPlan {
        var header = FrameHeader(
            fin: fin, opcode: opcode, payloadCount: payload.count, maskingKey: nil)
        if isCompressed { header.reservedBits = FrameHeader.compressedBit }
        let id = id(of: slot)
        let total = header.byteCount &+ payload.count
        if !slot.pointee.queue.isEmpty || slot.pointee.transportBacklog > 0 {
            guard enqueue(header, payload, slot, now: now) else { return .refused(.queueFull) }
        } else if payload.count >= Self.lendThreshold, !slot.pointee[.secure],
            input.canLend(payload)
        {
            guard outbox.fits(header.byteCount, isControl: false) else { return .flushFirst }
            _ = header.write(to: gather(header.byteCount, slot))
            outbox.lend(id, payload)
        } else if total < directThreshold(slot) {
            guard outbox.fits(total, isControl: false) else { return .flushFirst }
            let memory = gather(total, slot)
            let used = header.write(to: memory)
            if let source = payload.baseAddress {
                (memory + used).copyMemory(from: source, byteCount: payload.count)
            }
        } else {
            guard outbox.isEmpty else { return .flushFirst }
            if splitsWrites(slot) {
                guard enqueue(header, payload, slot, now: now) else { return .refused(.queueFull) }
                startSplitting(slot)
                count(header, payload, slot, now: now)
                return .done
            }
            count(header, payload, slot, now: now)
            return .direct(direct(id, header, payload))
        }
        count(header, payload, slot, now: now)
        return .done
    }

    @inline(__always)
    func directThreshold(_ slot: UnsafeMutablePointer<Slot>) -> Int {
        slot.pointee[.secure] ? Self.secureThreshold : Self.directThreshold
    }

    /// A write of a header composed apart and a payload where it lies.
    private func direct(
        _ id: ConnectionID, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer
    ) -> Write {
        let head = scratch + Self.headScratch
        var count = 1
        onePiece.initialize(to: Write.Piece(base: head, count: header.write(to: head)))
        if let base = payload.baseAddress {
            (onePiece + 1).initialize(to: Write.Piece(base: base, count: payload.count))
            count = 2
        }
        return Write(
            id: id, pieces: UnsafeBufferPointer(start: onePiece, count: count),
            count: header.byteCount &+ payload.count, source: .direct)
    }

    @inline(__always)
    private func gather(
        _ count: Int, _ slot: UnsafeMutablePointer<Slot>
    ) -> UnsafeMutableRawPointer {
        let (memory, isNew) = outbox.extend(id(of: slot), count)
        if isNew { slot.pointee.gatheredRuns &+= 1 }
        return memory
    }

    @inline(__always)
    private func count(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        slot.pointee[.sendingFragments] = !header.fin
        tally.sentFrames &+= 1
        if header.fin {
            slot.pointee.sentMessages &+= 1
            tally.sentMessages &+= 1
        }
        if isWatching { captureSent(header, payload, slot, now: now) }
    }

    /// Queues a data frame behind what the peer has not read; refused when too much waits.
    private func enqueue(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) -> Bool {
        let head = scratch + Self.headScratch
        let used = header.write(to: head)
        let total = used + payload.count
        // All or nothing: a header alone would make a payload of the frames behind it.
        guard hasRoom(for: total, slot), slot.pointee.queue.reserve(total, pool),
            append(UnsafeRawBufferPointer(start: head, count: used), slot),
            append(payload, slot)
        else {
            refuseForLackOfRoom(slot, now: now)
            return false
        }
        updateInterest(slot)
        return true
    }

    /// Whether the queue takes so many bytes more; one message above the high mark always, but for
    /// a lack of memory.
    func hasRoom(for count: Int, _ slot: UnsafeMutablePointer<Slot>) -> Bool {
        let waiting = slot.pointee.queue.count + Int(slot.pointee.transportBacklog)
        if isShortOfMemory, waiting + count > settings.sendQueueLow { return false }
        return waiting <= settings.sendQueueHigh || waiting + count <= settings.sendQueue
    }

    /// Counts what an application could not send, and says so once until the peer has read.
    func refuseForLackOfRoom(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        tally.droppedSends &+= 1
        if slot.pointee[.overrun] { return }
        slot.pointee[.overrun] = true
        raise(.error, slot, .failure(.queueOverrun), now: now)
    }

    func append(_ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>) -> Bool {
        guard slot.pointee.queue.append(bytes, pool) else { return false }
        tally.queuedBytes &+= UInt64(bytes.count)
        return true
    }

    /// Sends a control frame of at most 125 bytes; it always finds room, or the connection ends.
    func sendControl(
        _ opcode: Opcode, _ payload: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>,
        now: Instant
    ) {
        let header = FrameHeader(
            fin: true, opcode: opcode, payloadCount: payload.count, maskingKey: nil)
        let sent = withUnsafeTemporaryAllocation(byteCount: 139, alignment: 8) { frame in
            guard let base = frame.baseAddress else { return false }
            let used = header.write(to: base)
            if let source = payload.baseAddress {
                (base + used).copyMemory(from: source, byteCount: payload.count)
            }
            let bytes = UnsafeRawBufferPointer(start: base, count: used + payload.count)
            return put(bytes, slot, replacingPong: opcode == .pong)
        }
        guard sent else {
            end(slot, .outOfMemory, reset: true, now: now)
            return
        }
        tally.sentFrames &+= 1
        if isWatching { captureSent(header, payload, slot, now: now) }
    }

    /// Puts bytes of ours on their way: behind what waits, or into the outbox.
    func put(
        _ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>,
        replacingPong: Bool = false
    ) -> Bool {
        guard let source = bytes.baseAddress else { return true }
        if slot.pointee.queue.isEmpty, slot.pointee.transportBacklog == 0 {
            guard outbox.fits(bytes.count, isControl: true) else { return false }
            gather(bytes.count, slot).copyMemory(from: source, byteCount: bytes.count)
            return true
        }
        let before = slot.pointee.queue.count
        let done =
            replacingPong ? appendPong(bytes, slot) : slot.pointee.queue.append(bytes, pool)
        tally.queuedBytes &+= UInt64(slot.pointee.queue.count)
        tally.queuedBytes &-= UInt64(before)
        updateInterest(slot)
        return done
    }

    private func appendPong(
        _ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>
    ) -> Bool {
        guard let replaces = slot.pointee.queue.appendPong(bytes, pool) else { return false }
        if replaces {
            tally.replacedPongs &+= 1
            tally.sentFrames &-= 1
        }
        return true
    }

    /// Why no connection of this identity is here.
    func refusal(of id: ConnectionID) -> Refusal {
        guard Int(id.slot) < settings.slots else { return .noSuchSlot }
        let slot = slots[Int(id.slot)]
        return slot.phase == .free || slot.generation == id.generation
            ? .notConnected : .slotReused
    }
}
