import WebSocketWire

extension Engine {
    /// The tick that is due came so many nanoseconds late.
    public func note(lag: UInt64, now: Instant) {
        let before = tally.lag.lateTicks
        tally.lag.note(lag, at: now)
        // Watchers are told, though nothing else may happen.
        if tally.lag.lateTicks != before { hasUnsharedNews = true }
    }

    /// One keep-alive tick: call it every 100 ms, after what had arrived was read, so that a
    /// machine that was suspended condemns nobody whose bytes are waiting.
    ///
    /// - Returns: true when more deadlines have come than one turn should bear: pull, write, and
    ///   call again.
    public func tick(now: Instant) -> Bool {
        latest = now
        if !repeats.isEmpty { repeatDue(now: now) }
        if isWatching { noteAbsence(now: now) }
        if isShortOfMemory { evictTheLargestQueues(now: now) }
        var slot = 0
        var left = 1024
        while let due = deadlines.firstDue(from: slot, now: now) {
            wake(slots + due, now: now)
            slot = due + 1
            left -= 1
            if left == 0 { return true }
        }
        return false
    }

    /// A deadline of this slot may have come; activity since then may have moved it.
    private func wake(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        if let deadline = deadline(of: slot), deadline.at <= now {
            expire(slot, deadline.kind, now: now)
        }
        guard slot.pointee.phase != .free else { return }
        if slot.pointee[.tempered] { wakeTempered(slot, now: now) }
        guard slot.pointee.phase != .free else { return }
        if let at = sleepOfCompressor(slot), at <= now { slot.pointee.side.compressor?.sleep() }
        if let at = nextPing(of: slot), at <= now {
            pingCounter &+= 1
            // Readable, because people meet it in the tools of their browsers.
            var payload = "ping \(pingCounter)"
            payload.withUTF8 { ping(slot, UnsafeRawBufferPointer($0), now: now) }
        }
        rearm(slot)
    }

    private func expire(_ slot: UnsafeMutablePointer<Slot>, _ kind: TimeoutKind, now: Instant) {
        let facts = CloseFacts(initiator: .engine, cause: .timeout(kind), code: .normalClosure)
        if kind != .close {
            // Of one in the overflow lane nobody is told, nor is it counted.
            if !slot.pointee[.overflow] { tally.timeouts &+= 1 }
            raise(.timeout, slot, .timeout(kind), now: now)
        }
        switch kind {
        case .idle:
            beginClose(slot, .normalClosure, reason: "idle timeout", facts, now: now)
        case .pong:
            slot.pointee.missPong()
            beginClose(slot, .normalClosure, reason: "pong timeout", facts, now: now)
        case .message:
            let facts = CloseFacts(
                initiator: .engine, cause: .timeout(kind), code: .policyViolation)
            beginClose(slot, .policyViolation, reason: "message timeout", facts, now: now)
            fail(slot, now: now)
        case .handshake where slot.pointee.phase == .handshaking:
            slot.pointee.facts = facts
            let missed = Verdict(
                rule: .handshakeTimeout, byteOffset: slot.pointee.side.count, isMissing: true)
            reject(slot, missed, now: now)
            // Who stalled now would stall at the end of TCP too.
            drain(slot, now: now)
        case .handshake, .stall:
            slot.pointee.facts = CloseFacts(
                initiator: .engine, cause: .timeout(kind), code: .abnormalClosure)
            release(slot, .reset(id(of: slot)), now: now)
        case .close:
            release(slot, .reset(id(of: slot)), now: now)
        }
    }

    /// The nearest thing that ends this connection if nothing happens; what the console shows.
    func deadline(of slot: UnsafeMutablePointer<Slot>) -> SlotRow.Deadline? {
        var nearest: SlotRow.Deadline?
        func consider(_ kind: TimeoutKind, _ since: Instant, _ span: UInt64) {
            let at = since + span
            if span > 0, nearest.map({ at < $0.at }) ?? true {
                nearest = SlotRow.Deadline(kind: kind, at: at, span: span)
            }
        }
        func considerSilence() {
            consider(.idle, slot.pointee.lastReceivedAt, settings.idleTimeout)
            if slot.pointee[.pongAwaited] {
                consider(.pong, slot.pointee.pongAwaitedSince, settings.pongTimeout)
            }
            if slot.pointee.waitingSince != .zero {
                consider(.message, slot.pointee.waitingSince, settings.messageTimeout)
            }
        }
        switch slot.pointee.phase {
        case .free: break
        case .securing, .handshaking:
            consider(.handshake, slot.pointee.openedAt, settings.handshakeTimeout)
        case .open:
            // While we read slowly on purpose, what has not come is not the peer's fault.
            if !slot.pointee[.readsSlowly] { considerSilence() }
            if !slot.pointee.queue.isEmpty || slot.pointee.transportBacklog > 0 {
                consider(.stall, slot.pointee.progressAt, settings.stallTimeout)
            }
        case .closing, .draining, .failing:
            consider(.close, slot.pointee.waitingSince, settings.closeTimeout)
        }
        return nearest
    }

    /// When the next automatic ping is due. RFC 6455 §5.5.2.
    func nextPing(of slot: UnsafeMutablePointer<Slot>) -> Instant? {
        guard slot.pointee.phase == .open, settings.pingInterval > 0,
            !slot.pointee[.pongAwaited] || settings.pongTimeout == 0
        else { return nil }
        return max(slot.pointee.openedAt, slot.pointee.lastPingAt) + settings.pingInterval
    }

    /// Sets the slot's deadline to the nearest of all that can happen to it.
    func rearm(_ slot: UnsafeMutablePointer<Slot>) {
        deadlines.set(index(of: slot), deadline(of: slot)?.at)
        if let ping = nextPing(of: slot) { deadlines.bringForward(index(of: slot), ping) }
        if slot.pointee[.tempered], let next = nextTempered(of: slot) {
            deadlines.bringForward(index(of: slot), next)
        }
        if let sleep = sleepOfCompressor(slot) { deadlines.bringForward(index(of: slot), sleep) }
    }

    /// When an idle compressor gives its memory back.
    private func sleepOfCompressor(_ slot: UnsafeMutablePointer<Slot>) -> Instant? {
        guard slot.pointee[.deflates], settings.deflateIdle > 0,
            let compressor = slot.pointee.side.compressor, compressor.isAwake
        else { return nil }
        return compressor.usedAt + settings.deflateIdle
    }

    /// Sends a ping and starts waiting for its pong.
    func ping(
        _ slot: UnsafeMutablePointer<Slot>, _ payload: UnsafeRawBufferPointer, now: Instant
    ) {
        if slot.pointee[.pongAwaited] {
            slot.pointee.missPong()
        } else {
            slot.pointee[.pongAwaited] = true
            slot.pointee.pongAwaitedSince = now
        }
        slot.pointee.lastPingAt = now
        slot.pointee.pingHash = Self.hash(payload)
        mark(slot)
        if settings.pongTimeout > 0 {
            deadlines.bringForward(
                index(of: slot), slot.pointee.pongAwaitedSince + settings.pongTimeout)
        }
        sendControl(.ping, payload, slot, now: now)
    }
}
