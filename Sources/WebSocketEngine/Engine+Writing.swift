import WebSocketWire

extension Engine {
    /// The next bytes that are to leave; nil when none are. Tell `wrote` before the next call.
    public func nextWrite() -> Write? {
        while true {
            if let write = nextGathered() { return write }
            outbox.rewind()
            if let write = nextQueued() { return write }
            guard !jobs.isEmpty else { return nil }
            if let write = pump() { return write }
        }
    }

    private func nextGathered() -> Write? {
        while let write = outbox.popFirst() {
            guard let slot = find(write.id) else { continue }
            slot.pointee.gatheredRuns &-= 1
            let isFirst = slot.pointee.queue.isEmpty && slot.pointee.transportBacklog == 0
            if isFirst, !splitsWrites(slot) { return write }
            if !keepRest(of: write, after: 0, slot) {
                end(slot, .outOfMemory, reset: true, now: latest)
                continue
            }
            if isFirst { startSplitting(slot) }
            updateInterest(slot)
        }
        return nil
    }

    private func nextQueued() -> Write? {
        while let id = splitting?.id ?? writables.popFirst() {
            guard let slot = find(id), !slot.pointee.queue.isEmpty,
                let base = slot.pointee.queue.bytes.baseAddress
            else {
                splitting = nil
                continue
            }
            var count = slot.pointee.queue.bytes.count
            if splitsWrites(slot) {
                splitting = (id, (splitting?.left ?? Self.splitBurst) - 1)
                count = 1
            }
            onePiece.initialize(to: Write.Piece(base: base, count: count))
            return Write(
                id: id, pieces: UnsafeBufferPointer(start: onePiece, count: 1),
                count: count, source: .queue)
        }
        return nil
    }

    /// Whether a connection whose writes are split goes on with its next byte; if not, the kernel
    /// says when it may.
    private func endSplit(_ slot: UnsafeMutablePointer<Slot>, isStuck: Bool) {
        guard let turn = splitting else { return }
        let isOver = turn.left <= 0 || isStuck || slot.pointee.queue.isEmpty
        if isOver || !splitsWrites(slot) { splitting = nil }
    }

    /// The transport took `count` bytes of the write and now holds `backlog` bytes of its own.
    public func wrote(_ write: Write, _ count: Int, backlog: Int, now: Instant) {
        note(write, count, backlog: backlog, now: now)
        if write.source == .direct { outgoing.give(to: pool) }
    }

    @inline(__always)
    private func note(_ write: Write, _ count: Int, backlog: Int, now: Instant) {
        guard let slot = find(write.id) else {
            splitting = nil
            return
        }
        latest = now
        let taken = min(max(count, 0), write.count)
        slot.pointee.sentBytes &+= UInt64(taken)
        tally.sentBytes &+= UInt64(taken)
        slot.pointee.transportBacklog = UInt32(clamping: backlog)
        mark(slot)
        switch write.source {
        case .queue:
            slot.pointee.queue.consume(taken, pool)
            tally.queuedBytes &-= UInt64(taken)
            if taken > 0 { slot.pointee.progressAt = now }
            endSplit(slot, isStuck: taken == 0 || backlog > 0)
        case .outbox, .direct:
            guard taken < write.count || backlog > 0 else { break }
            slot.pointee.progressAt = now
            deadlines.bringForward(index(of: slot), now + settings.stallTimeout)
            guard keepRest(of: write, after: taken, slot) else {
                end(slot, .outOfMemory, reset: true, now: now)
                return
            }
        }
        updateInterest(slot)
        settle(slot, now: now)
    }

    private func keepRest(
        of write: Write, after taken: Int, _ slot: UnsafeMutablePointer<Slot>
    ) -> Bool {
        // All of it waits in the transport: a queue without bytes is none.
        guard taken < write.count else { return true }
        var skipped = taken
        guard slot.pointee.queue.reserve(write.count - taken, pool) else { return false }
        for piece in write.pieces {
            let rest = piece.bytes.dropFirst(skipped)
            skipped -= piece.count - rest.count
            if !append(UnsafeRawBufferPointer(rebasing: rest), slot) { return false }
        }
        return true
    }

    /// The kernel has room again, and the transport holds nothing back.
    public func writable(_ id: ConnectionID, now: Instant) {
        guard let slot = find(id) else { return }
        if slot.pointee.transportBacklog > 0 {
            slot.pointee.transportBacklog = 0
            slot.pointee.progressAt = now
            mark(slot)
        }
        if slot.pointee.queue.isEmpty {
            updateInterest(slot)
            settle(slot, now: now)
        } else {
            writables.append(id)
        }
    }

    /// What the transport is to do next; ask after the writes of a turn.
    public func nextEffect() -> Effect? {
        while let effect = effects.popFirst() {
            guard case .interest(let id, _, _) = effect else { return effect }
            guard let slot = find(id) else { continue }
            slot.pointee[.interestPending] = false
            let isReading = slot.pointee.flags.isDisjoint(with: [.readingPaused, .readingHeld])
            return .interest(id, reading: isReading, writing: slot.pointee[.writingWatched])
        }
        return nil
    }

    /// Back-pressure: a peer that does not read what it is sent is not read from either.
    func updateInterest(_ slot: UnsafeMutablePointer<Slot>) {
        let waiting = slot.pointee.queue.count &+ Int(slot.pointee.transportBacklog)
        var isPaused = slot.pointee[.readingPaused]
        if waiting > settings.sendQueueHigh { isPaused = true }
        if waiting <= settings.sendQueueLow {
            isPaused = false
            slot.pointee[.overrun] = false
        }
        if slot.pointee.phase != .open { isPaused = false }
        let isWatched = waiting > 0
        guard
            isPaused != slot.pointee[.readingPaused]
                || isWatched != slot.pointee[.writingWatched]
        else { return }
        slot.pointee[.readingPaused] = isPaused
        slot.pointee[.writingWatched] = isWatched
        askForInterest(slot)
    }

    /// Has the transport told what matters now, once however often it changes until then.
    func askForInterest(_ slot: UnsafeMutablePointer<Slot>) {
        guard !slot.pointee[.interestPending] else { return }
        slot.pointee[.interestPending] = true
        effects.append(.interest(id(of: slot), reading: true, writing: true))
    }
}
