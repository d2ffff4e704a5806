public import WebSocketWire

extension Engine {
    /// Payloads from here on are not copied into the outbox: the kernel takes them from where they
    /// lie.
    static let directThreshold = 16 << 10

    /// Sends one data frame of an application; a message is one frame with `fin`, or several.
    ///
    /// Before `.flushFirst` and `.direct` nothing has been counted yet: see `SendPlan`.
    public func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer,
        now: Instant
    ) -> SendPlan {
        guard let slot = find(id) else { return .refused(refusal(of: id)) }
        guard slot.pointee.phase == .open else { return .refused(.notConnected) }
        guard !opcode.isControl else { return .refused(.notADataOpcode) }
        guard (opcode == .continuation) == slot.pointee[.sendingFragments] else {
            return .refused(.fragmentOrder)
        }
        let header = FrameHeader(
            fin: fin, opcode: opcode, payloadCount: payload.count, maskingKey: nil)
        let total = header.byteCount &+ payload.count
        if !slot.pointee.queue.isEmpty || slot.pointee.transportBacklog > 0 {
            guard enqueue(header, payload, slot, now: now) else { return .refused(.queueFull) }
        } else if total < Self.directThreshold {
            guard outbox.fits(total, isControl: false) else { return .flushFirst }
            let memory = gather(total, slot)
            let used = header.write(to: memory)
            if let source = payload.baseAddress {
                (memory + used).copyMemory(from: source, byteCount: payload.count)
            }
        } else {
            guard outbox.isEmpty else { return .flushFirst }
            let head = scratch + 256
            let used = header.write(to: head)
            count(header, payload, slot, now: now)
            return .direct(
                Write(
                    id: id, head: UnsafeRawBufferPointer(start: head, count: used), body: payload,
                    source: .direct))
        }
        count(header, payload, slot, now: now)
        return .done
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
        let waiting = slot.pointee.queue.count + Int(slot.pointee.transportBacklog)
        let total = header.byteCount + payload.count
        let head = scratch + 256
        let used = header.write(to: head)
        guard waiting <= settings.sendQueueHigh || waiting + total <= settings.sendQueue,
            tally.queuedBytes + UInt64(total) <= UInt64(settings.memoryBudget),
            append(UnsafeRawBufferPointer(start: head, count: used), slot),
            append(payload, slot)
        else {
            tally.droppedSends &+= 1
            if !slot.pointee[.overrun] {
                slot.pointee[.overrun] = true
                raise(.error, slot, .failure(.queueOverrun), now: now)
            }
            return false
        }
        updateInterest(slot)
        return true
    }

    func append(_ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>) -> Bool {
        guard slot.pointee.queue.append(bytes) else { return false }
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
            replacingPong
            ? slot.pointee.queue.appendPong(bytes) : slot.pointee.queue.append(bytes)
        tally.queuedBytes &+= UInt64(slot.pointee.queue.count)
        tally.queuedBytes &-= UInt64(before)
        updateInterest(slot)
        return done
    }

    /// Why no connection of this identity is here.
    func refusal(of id: ConnectionID) -> Refusal {
        guard Int(id.slot) < settings.slots else { return .noSuchSlot }
        let slot = slots[Int(id.slot)]
        return slot.phase == .free || slot.generation == id.generation
            ? .notConnected : .slotReused
    }
}
