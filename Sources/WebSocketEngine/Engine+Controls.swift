import WebSocketWire

extension Engine {
    /// Control frames may come amid a message and are answered at once. RFC 6455 §5.5.
    func controlArrived(_ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>) {
        let now = input.now
        guard isWithinControlRate(slot, now: now) else {
            breach(frame.header, .controlFlood, at: 0, slot, now: now)
            return
        }
        switch frame.messageOpcode {
        case .ping: pingArrived(frame, slot, now: now)
        case .pong: pongArrived(frame, slot, now: now)
        case .close: closeFrameArrived(frame, slot, now: now)
        case .continuation, .text, .binary: break
        }
    }

    /// A bucket that fills with time, kept as the one instant at which it is full again.
    private func isWithinControlRate(_ slot: UnsafeMutablePointer<Slot>, now: Instant) -> Bool {
        guard settings.controlRate > 0 else { return true }
        let interval = UInt64.second / UInt64(settings.controlRate)
        let horizon = max(slot.pointee.controlHorizon, now) + interval
        guard horizon.since(now) <= interval * UInt64(max(settings.controlBurst, 1)) else {
            return false
        }
        slot.pointee.controlHorizon = horizon
        return true
    }

    /// The pong repeats the ping's payload; none follows our own close frame. RFC 6455 §5.5.3.
    private func pingArrived(
        _ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        raise(
            .pingReceived, slot, .ping(frame: frames.newest), payload: frame.payload, now: now)
        guard slot.pointee.phase == .open else { return }
        if slot.pointee[.tempered], keepsPongBack(frame.payload, slot, now: now) { return }
        sendControl(.pong, frame.payload, slot, now: now)
    }

    private func pongArrived(
        _ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        var roundTrip: UInt64?
        if slot.pointee[.pongAwaited], Self.hash(frame.payload) == slot.pointee.pingHash {
            let nanoseconds = now.since(slot.pointee.lastPingAt)
            roundTrip = nanoseconds
            slot.pointee.roundTrip = UInt32(clamping: min(nanoseconds / 1000, 0xFFFF_FFFE))
            slot.pointee[.pongAwaited] = false
            slot.pointee.missedPongs = 0
            // The slot was to wake once the pong was overdue, perhaps long after the next ping.
            if let ping = nextPing(of: slot) { deadlines.bringForward(index(of: slot), ping) }
        }
        slot.pointee.lastPongAt = now
        raise(
            .pongReceived, slot, .pong(frame: frames.newest, roundTrip: roundTrip),
            payload: frame.payload, now: now)
    }

    private func closeFrameArrived(
        _ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        switch CloseFrame.read(frame.payload) {
        case .broken(let rule, let offset):
            let place = frame.header.byteCount &+ offset
            breach(frame.header, rule, at: place, slot, now: now)
        case .payload(let code, let reason):
            raise(
                .closeFrameReceived, slot,
                .closeFrame(frame: frames.newest, code: code ?? .noStatusReceived),
                payload: frame.payload, now: now)
            peerClosed(slot, code: code, reason: reason, now: now)
        }
    }

    /// A whole control frame turned out to break a rule.
    private func breach(
        _ header: FrameHeader, _ rule: Rule, at offset: Int, _ slot: UnsafeMutablePointer<Slot>,
        now: Instant
    ) {
        let verdict = Verdict(rule: rule, header: header, byteOffset: offset)
        breach(verdict, ofNewest: slot, now: now)
    }

    /// FNV-1a: tells one ping's payload from another's, nothing more.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt16 {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return UInt16(truncatingIfNeeded: hash ^ hash >> 16)
    }
}
