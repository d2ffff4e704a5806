import WebSocketWire

extension Engine {
    /// Where the next bytes of an incomplete payload belong; empty when there is none.
    @inline(__always)
    public func landing(_ id: ConnectionID) -> UnsafeMutableRawBufferPointer {
        // What is read slowly goes through `readShare`, which counts.
        guard let slot = find(id), !slot.pointee[.readsSlowly] else {
            return UnsafeMutableRawBufferPointer(start: nil, count: 0)
        }
        return slot.pointee.reader.landing
    }

    /// Compressed bytes inflate to a thousand times as many: 1 KiB of them may be 1 MiB to inflate
    /// and to echo, some milliseconds of the others' time.
    static let deflatingShare = 1 << 10

    /// Small frames cost by their number: 4 KiB of them are 700 at most, a fraction of a
    /// millisecond even where somebody watches, so that every slot may flood and nobody waits long.
    static let smallFramesShare = 4 << 10
    /// Bytes of a frame on the wire up to which it is small, on the average of a read.
    private static let smallFrame: UInt64 = 64
    /// Bytes of a read from which on it tells something of those to come.
    private static let tellingRead = 2 << 10

    /// How many bytes beyond `landing` are to be read at once, where others get `share`.
    @inline(__always)
    public func readShare(_ id: ConnectionID, of share: Int) -> Int {
        guard let slot = find(id), !slot.pointee.flags.isDisjoint(with: .readsLess) else {
            return share
        }
        var least = slot.pointee[.smallFrames] ? min(share, Self.smallFramesShare) : share
        if slot.pointee[.deflates] { least = min(least, Self.deflatingShare) }
        return slot.pointee[.readsSlowly] ? min(least, slowShare(slot)) : least
    }

    /// Bytes have come: the first `landed` of them into `landing`, the others lie in `rest`, where
    /// they are unmasked in place. Pull events with `next` and writes with `nextWrite` until nil
    /// before the next read: until then `rest` belongs to the engine.
    public func received(
        _ id: ConnectionID, landed: Int, rest: UnsafeMutableRawBufferPointer, now: Instant
    ) {
        guard let slot = find(id) else { return }
        let count = UInt64(truncatingIfNeeded: landed &+ rest.count)
        slot.pointee.receivedBytes &+= count
        tally.receivedBytes &+= count
        mark(slot)
        latest = now
        if slot.pointee[.readsSlowly] { spend(landed &+ rest.count, slot, now: now) }
        input.id = id
        input.landed = landed
        input.rest = rest
        input.lendable = UnsafeRawBufferPointer(settings.lendsPayloads ? rest : noBytes)
        input.size = rest.count
        input.framesBefore = tally.receivedFrames
        input.now = now
        input.isActive = true
    }

    /// Takes one step through the input: a frame, a handshake, or the end of it.
    @inline(__always)
    func advance() -> Event? {
        guard let slot = find(input.id) else {
            input.end()
            return nil
        }
        switch slot.pointee.phase {
        case .open, .closing:
            return slot.pointee[.deflates]
                ? readDeflatingFrame(slot) : readFrame(slot, readLimits)
        case .handshaking:
            readHandshake(slot)
        case .draining:
            readLateFrame(slot)
        case .free, .securing, .failing:
            input.end()
        }
        return nil
    }

    /// Apart, so that the way of all others stays as short as it is.
    @inline(never)
    private func readDeflatingFrame(_ slot: UnsafeMutablePointer<Slot>) -> Event? {
        readFrame(slot, deflatingLimits)
    }

    @inline(__always)
    private func readFrame(
        _ slot: UnsafeMutablePointer<Slot>, _ limits: ReadLimits
    ) -> Event? {
        let step: ReadStep
        if input.landed > 0 {
            let landed = input.landed
            input.landed = 0
            step = slot.pointee.reader.landed(landed, limits: limits, pool: pool)
        } else {
            step = slot.pointee.reader.next(&input.rest, limits: limits, pool: pool)
        }
        switch step {
        case .frame(let frame):
            return frameArrived(frame, slot)
        case .needsMore:
            if input.rest.count == 0 {
                if input.size >= Self.tellingRead { noteSizeOfFrames(slot) }
                noteUnfinishedMessage(slot)
                input.end()
            }
        case .breach(let breach, let payload):
            frameBroke(breach, payload, slot)
        case .outOfMemory:
            ranOutOfMemory(slot)
        }
        return nil
    }

    func ranOutOfMemory(_ slot: UnsafeMutablePointer<Slot>) {
        beginClose(
            slot, .internalError, reason: "out of memory",
            CloseFacts(initiator: .engine, cause: .outOfMemory, code: .internalError),
            now: input.now)
        fail(slot, now: input.now)
    }

    @inline(never)
    private func noteSizeOfFrames(_ slot: UnsafeMutablePointer<Slot>) {
        let frames = tally.receivedFrames &- input.framesBefore
        let size = UInt64(truncatingIfNeeded: input.size)
        slot.pointee[.smallFrames] = frames &* Self.smallFrame > size
    }

    /// A message has a deadline of its own, which trickling bytes do not extend.
    private func noteUnfinishedMessage(_ slot: UnsafeMutablePointer<Slot>) {
        guard slot.pointee.phase == .open else { return }
        guard slot.pointee.reader.isAmidMessage else {
            slot.pointee.waitingSince = .zero
            return
        }
        guard slot.pointee.waitingSince == .zero else { return }
        slot.pointee.waitingSince = input.now
        deadlines.bringForward(index(of: slot), input.now + settings.messageTimeout)
    }

    @inline(__always)
    private func frameArrived(
        _ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>
    ) -> Event? {
        tally.receivedFrames &+= 1
        slot.pointee.lastReceivedAt = input.now
        if isWatching { capture(frame, slot, now: input.now) }
        if frame.header.opcodeBits & 0x8 != 0 {
            controlArrived(frame, slot)
            return nil
        }
        guard slot.pointee.phase == .open else {
            tally.discardedFrames &+= 1
            return nil
        }
        guard let message = frame.message else { return nil }
        return frame.isCompressed
            ? inflate(frame, slot)
            : deliver(message, frame.messageOpcode, fragments: frame.fragments, slot)
    }

    /// The next message of the input, if it is of the usual kind.
    @inline(__always)
    func nextUsual() -> Event? {
        guard let slot = find(input.id), slot.pointee.phase == .open,
            let message = slot.pointee.reader.takeUsual(&input.rest, limits: readLimits)
        else { return nil }
        tally.receivedFrames &+= 1
        slot.pointee.lastReceivedAt = input.now
        if isWatching { capture(message, slot, now: input.now) }
        return deliver(message.payload, message.opcode, fragments: 1, slot)
    }

    @inline(__always)
    func deliver(
        _ message: UnsafeRawBufferPointer, _ opcode: Opcode, fragments: UInt32,
        _ slot: UnsafeMutablePointer<Slot>
    ) -> Event {
        slot.pointee.waitingSince = .zero
        slot.pointee.receivedMessages &+= 1
        tally.receivedMessages &+= 1
        let event = Event(
            kind: opcode == .text ? .textReceived : .binaryReceived,
            id: input.id, time: input.now,
            detail: .message(frame: frames.newest, fragments: fragments), payload: message)
        if isWatching { recordMessage(event) }
        return event
    }

    /// What comes behind the peer's close frame is named and thrown away, until a read ends amid a
    /// frame: nobody remembers where the next would begin. RFC 6455 §5.5.1.
    private func readLateFrame(_ slot: UnsafeMutablePointer<Slot>) {
        guard !slot.pointee[.lateTorn], let base = input.rest.baseAddress else {
            return input.end()
        }
        guard let header = FrameHeader.parse(base, count: input.rest.count) else {
            slot.pointee[.lateTorn] = true
            return input.end()
        }
        let behind = input.rest[header.byteCount...]
        let count = Int(min(header.payloadLength, UInt64(behind.count)))
        slot.pointee[.lateTorn] = UInt64(count) < header.payloadLength
        let payload = UnsafeMutableRawBufferPointer(rebasing: behind.prefix(count))
        input.rest = UnsafeMutableRawBufferPointer(rebasing: behind.dropFirst(count))
        if let start = payload.baseAddress {
            Masking.apply(key: header.maskingKey, phase: 0, to: start, count: count)
        }
        tally.receivedFrames &+= 1
        tally.discardedFrames &+= 1
        tally.breaches &+= 1
        let late = Breach(rule: .dataAfterClose, header: header, byteOffset: 0)
        if isWatching { capture(late, UnsafeRawBufferPointer(payload), slot, now: input.now) }
    }

    /// Names the broken rule, then fails the connection. RFC 6455 §7.1.7.
    private func frameBroke(
        _ breach: Breach, _ payload: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>
    ) {
        tally.receivedFrames &+= 1
        if isWatching { capture(breach, payload, slot, now: input.now) }
        self.breach(breach.verdict, slot, now: input.now)
    }

    /// A whole frame, captured already, turned out to break a rule.
    func breach(
        _ verdict: Verdict, ofNewest slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        if isWatching { frames.amendNewest { $0.breach = verdict } }
        breach(verdict, slot, now: now)
    }

    func breach(_ verdict: Verdict, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        tally.rejectedFrames &+= 1
        tally.breaches &+= 1
        raise(.invalidFrame, slot, .breach(frame: frames.newest, verdict), now: now)
        if case .close(let code) = verdict.rule.reaction {
            beginClose(
                slot, code, reason: verdict.rule.title,
                CloseFacts(initiator: .engine, cause: .breach(verdict), code: code), now: now)
        }
        fail(slot, now: now)
    }
}
