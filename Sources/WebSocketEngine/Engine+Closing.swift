import WebSocketWire

extension Engine {
    /// Sends our close frame and waits for the peer's. RFC 6455 §7.1.2.
    ///
    /// Does nothing unless the connection is open: a second close frame is never sent.
    ///
    /// - Parameter saying: the reason for the event, where it is not the one that is sent.
    func beginClose(
        _ slot: UnsafeMutablePointer<Slot>, _ code: CloseCode?, reason: UnsafeRawBufferPointer,
        saying: UnsafeRawBufferPointer? = nil, _ facts: CloseFacts, now: Instant
    ) {
        guard slot.pointee.phase == .open else { return }
        slot.pointee.facts = facts
        withUnsafeTemporaryAllocation(byteCount: 125, alignment: 2) { payload in
            guard let base = payload.baseAddress,
                let count = CloseFrame.write(code: code, reason: reason, to: base)
            else { return }
            if withholdsClose(slot) { return }
            sendControl(.close, UnsafeRawBufferPointer(rebasing: payload[..<count]), slot, now: now)
        }
        guard slot.pointee.phase == .open else { return }
        enter(.closing, slot, now: now)
        raise(.closing, slot, .closing(facts), payload: saying ?? reason, now: now)
    }

    func beginClose(
        _ slot: UnsafeMutablePointer<Slot>, _ code: CloseCode, reason: String, _ facts: CloseFacts,
        now: Instant
    ) {
        var reason = reason
        reason.withUTF8 {
            let part = UnsafeRawBufferPointer($0).prefix(CloseFrame.maximumReason)
            beginClose(slot, code, reason: UnsafeRawBufferPointer(rebasing: part), facts, now: now)
        }
    }

    /// The peer's close frame: answered with its code, an empty one with an empty one; then TCP
    /// ends. RFC 6455 §5.5.1, §7.1.1.
    func peerClosed(
        _ slot: UnsafeMutablePointer<Slot>, code: CloseCode?, reason: UnsafeRawBufferPointer,
        now: Instant
    ) {
        if slot.pointee.phase == .open {
            beginClose(
                slot, code, reason: emptyBytes, saying: reason, factsOfPeerClose(slot, code),
                now: now)
        }
        drain(slot, now: now)
    }

    /// Who began it: the operator, if a close frame was crafted that this one answers.
    private func factsOfPeerClose(
        _ slot: UnsafeMutablePointer<Slot>, _ code: CloseCode?
    ) -> CloseFacts {
        if let crafted = tempering(of: slot)?.craftedClose {
            return CloseFacts(initiator: .operator, cause: .command, code: crafted)
        }
        return CloseFacts(initiator: .peer, cause: .closeFrame, code: code ?? .noStatusReceived)
    }

    /// Ends TCP with the last of our bytes, whatever the peer does.
    func drain(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard slot.pointee.phase != .free else { return }
        enter(.draining, slot, now: now)
        settle(slot, now: now)
    }

    /// Throws away what the peer still sends, once our last words are on their way.
    func fail(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard slot.pointee.phase != .free, slot.pointee.phase != .failing else { return }
        let isRejected = slot.pointee.phase == .handshaking
        discardInput(of: slot)
        enter(.failing, slot, now: now)
        if isRejected { raise(.closing, slot, .closing(slot.pointee.facts), now: now) }
        input.end()
        settle(slot, now: now)
    }

    private func enter(_ phase: Phase, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        countUnfinished(of: slot)
        endHandshake(slot)
        slot.pointee.phase = phase
        slot.pointee.waitingSince = now
        deadlines.set(index(of: slot), now + settings.closeTimeout)
        mark(slot)
        updateInterest(slot)
    }

    /// Goes on with the end of a connection once all its bytes have left.
    func settle(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard slot.pointee.queue.isEmpty, slot.pointee.gatheredRuns == 0,
            slot.pointee.transportBacklog == 0
        else { return }
        switch slot.pointee.phase {
        case .draining:
            release(slot, .close(id(of: slot)), now: now)
        case .failing where !slot.pointee[.finished]:
            slot.pointee[.finished] = true
            effects.append(.finish(id(of: slot)))
        default: break
        }
    }

    /// The peer has ended its side of TCP.
    public func peerFinished(_ id: ConnectionID, now: Instant) {
        guard let slot = find(id) else { return }
        switch slot.pointee.phase {
        case .securing: end(slot, .tlsFailed, now: now)
        case .handshaking, .open: end(slot, .vanished, now: now)
        case .closing, .draining, .failing: release(slot, .close(id), now: now)
        case .free: break
        }
    }

    /// The transport is of no use any more: reset, an error number, TLS broken.
    ///
    /// - Parameter reason: for the error event, where there is one.
    public func transportFailed(
        _ id: ConnectionID, _ cause: CloseCause, saying reason: String = "", now: Instant
    ) {
        guard let slot = find(id) else { return }
        end(slot, cause, saying: reason, now: now)
    }

    /// Ends a connection without a closing handshake; facts of a close already begun stay.
    func end(
        _ slot: UnsafeMutablePointer<Slot>, _ cause: CloseCause,
        by initiator: CloseInitiator? = nil, reset: Bool = false, saying reason: String = "",
        now: Instant
    ) {
        let id = id(of: slot)
        if slot.pointee.phase.state != .closing {
            let isOurs = cause == .outOfMemory || cause == .shutdown
            slot.pointee.facts = CloseFacts(
                initiator: initiator ?? (isOurs ? .engine : .peer), cause: cause,
                code: .abnormalClosure)
        }
        if cause == .tlsFailed || cause == .outOfMemory {
            var reason = reason
            reason.withUTF8 {
                raise(
                    .error, slot, .failure(cause), payload: UnsafeRawBufferPointer($0), now: now)
            }
        }
        release(slot, reset ? .reset(id) : .close(id), now: now)
    }

    /// Frees the slot; the effect closes the descriptor before the slot can be taken again.
    func release(_ slot: UnsafeMutablePointer<Slot>, _ effect: Effect, now: Instant) {
        if slot.pointee[.announced] {
            // Every connection goes through CLOSING, also one that just vanished.
            if slot.pointee.phase.state != .closing {
                raise(.closing, slot, .closing(slot.pointee.facts), now: now)
            }
            tally.closed &+= 1
            raise(.closed, slot, .closed(slot.pointee.facts), now: now)
        }
        let index = index(of: slot)
        if isWatching { keepCompression(of: slot, index) }
        endHandshake(slot)
        addresses.connectionEnded(slot.pointee.peer)
        dropMemory(of: slot)
        slot.pointee.phase = .free
        slot.pointee.gatheredRuns = 0
        mark(slot)
        deadlines.set(index, nil)
        if slot.pointee[.tempered] { tempers[index] = nil }
        if slot.pointee[.overflow] {
            laneUsed -= 1
            freeLane.give(index - settings.slots)
        } else {
            tally.slotsUsed -= 1
            free.give(index)
        }
        effects.append(effect)
        if isIdle { compressors.sleep() }
    }

    func dropMemory(of slot: UnsafeMutablePointer<Slot>) {
        discardInput(of: slot)
        tally.queuedBytes &-= UInt64(slot.pointee.queue.count)
        slot.pointee.queue.clear(pool)
        slot.pointee.side.clear()
    }

    /// A connection can end inside the callback that reads its message: that message stays until
    /// the next event. An inflated one stays anyway.
    private func discardInput(of slot: UnsafeMutablePointer<Slot>) {
        if orphan == nil { orphan = slot.pointee.reader.takeLentMessage() }
        countUnfinished(of: slot)
        slot.pointee.reader.discard(pool: pool)
    }

    /// The fragments of a message that nobody will see whole.
    private func countUnfinished(of slot: UnsafeMutablePointer<Slot>) {
        guard slot.pointee.phase == .open else { return }
        tally.discardedFrames &+= UInt64(slot.pointee.reader.wholeFragments)
    }

    func dropOrphan() {
        if let base = orphan?.baseAddress { pool.give(base, capacity: orphan?.count ?? 0) }
        orphan = nil
    }

    var noBytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    var emptyBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
