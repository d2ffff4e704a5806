import WebSocketWire

extension Engine {
    /// A peer that `admits` let in has connected; nil when not even the overflow lane has room:
    /// close the descriptor.
    ///
    /// - Parameter secure: TLS comes first; say `secured` when it is set up.
    public func accept(peer: PeerAddress, secure: Bool, now: Instant) -> ConnectionID? {
        guard !isShuttingDown, let index = takeSlot() else {
            tally.refused &+= 1
            return nil
        }
        let slot = slots + index
        let generation = slot.pointee.generation &+ 1
        slot.initialize(to: Slot())
        slot.pointee.generation = generation
        if isWatching { judges[index] = FrameJudge() }
        slot.pointee[.overflow] = index >= settings.slots
        slot.pointee[.secure] = secure
        slot.pointee.peer = peer
        slot.pointee.openedAt = now
        slot.pointee.phase = secure ? .securing : .handshaking
        deadlines.set(index, now + settings.handshakeTimeout)
        beginHandshake(slot)
        if !secure { announce(slot, now: now) }
        return id(of: slot)
    }

    private func takeSlot() -> Int? {
        if let index = free.take() {
            tally.slotsUsed += 1
            tally.slotsPeak = max(tally.slotsPeak, tally.slotsUsed)
            return index
        }
        guard let lane = freeLane.take() else { return nil }
        tally.refused &+= 1
        laneUsed += 1
        return settings.slots + lane
    }

    /// TLS is set up: from here on a secure connection is like any other.
    public func secured(_ id: ConnectionID, now: Instant) {
        guard let slot = find(id), slot.pointee.phase == .securing else { return }
        slot.pointee.phase = .handshaking
        announce(slot, now: now)
    }

    private func announce(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard !slot.pointee[.overflow] else { return }
        slot.pointee[.announced] = true
        slot.pointee[.smallFrames] = true
        tally.opened &+= 1
        mark(slot)
        raise(.connecting, slot, .opening(slot.pointee.peer), now: now)
    }

    /// Takes apart what has come of the opening handshake. RFC 6455 §4.2.1.
    func readHandshake(_ slot: UnsafeMutablePointer<Slot>) {
        let gathered = slot.pointee.side.count
        var request = UnsafeRawBufferPointer(input.rest)
        if gathered > 0 {
            guard gather(request, slot) else { return }
            request = slot.pointee.side.bytes
        }
        switch HandshakeParser.parse(request, limits: settings.handshakeLimits) {
        case .needsMore:
            if gathered == 0, !gather(request, slot) { return }
            input.end()
        case .request(let parsed, let byteCount):
            if isWatching { keepRequest(request.prefix(byteCount), slot, now: input.now) }
            let used = min(max(byteCount - gathered, 0), input.rest.count)
            input.rest = UnsafeMutableRawBufferPointer(rebasing: input.rest[used...])
            answer(parsed, slot)
        case .rejected(let breach):
            if isWatching { keepRequest(request[...], slot, now: input.now) }
            reject(slot, breach.verdict, now: input.now)
        }
    }

    /// Keeps an unfinished request: never more than the parser would take.
    private func gather(
        _ bytes: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>
    ) -> Bool {
        let room = settings.handshakeLimits.maximumBytes + 1 - slot.pointee.side.count
        let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(max(room, 0)))
        if slot.pointee.side.append(part) { return true }
        end(slot, .outOfMemory, now: input.now)
        return false
    }

    private func answer(_ request: HandshakeRequest, _ slot: UnsafeMutablePointer<Slot>) {
        let now = input.now
        if slot.pointee[.overflow] {
            refuse(slot, HandshakeResponse.serviceUnavailable(), now: now)
            return
        }
        if let verdict = settings.handshake.judge(request) {
            reject(slot, verdict, now: now)
            return
        }
        let subprotocol = settings.handshake.subprotocol(for: request)
        let compressor = compressors.compressor(for: request)
        let response = HandshakeResponse.switchingProtocols(
            request, subprotocol: subprotocol, deflate: compressor?.agreement)
        guard
            slot.pointee.side.keep(
                path: request.path, subprotocol: subprotocol, compressor: compressor),
            response.withUnsafeBytes({ put($0, slot) })
        else {
            end(slot, .outOfMemory, now: now)
            return
        }
        if isWatching { keepResponse(response, slot, now: now) }
        slot.pointee[.deflates] = compressor != nil
        endHandshake(slot)
        slot.pointee.phase = .open
        slot.pointee.lastReceivedAt = now
        rearm(slot)
        mark(slot)
        var path = request.path
        path.withUTF8 {
            raise(
                .connected, slot, .handshake(HandshakeFacts(request)),
                payload: UnsafeRawBufferPointer($0), now: now)
        }
    }

    /// Answers with the status of the rule and ends the connection. RFC 6455 §4.2.2.
    func reject(_ slot: UnsafeMutablePointer<Slot>, _ verdict: Verdict, now: Instant) {
        if slot.pointee[.overflow] {
            refuse(slot, HandshakeResponse.serviceUnavailable(), now: now)
            return
        }
        guard case .http(let status) = verdict.rule.reaction else { return }
        tally.breaches &+= 1
        slot.pointee.facts = CloseFacts(
            initiator: .engine, cause: .breach(verdict), code: .abnormalClosure)
        let answer = HandshakeResponse.rejection(status: status, rule: verdict.rule)
        refuse(slot, answer, now: now)
    }

    private func refuse(_ slot: UnsafeMutablePointer<Slot>, _ response: [UInt8], now: Instant) {
        if isWatching { keepResponse(response, slot, now: now) }
        guard response.withUnsafeBytes({ put($0, slot) }) else {
            end(slot, .outOfMemory, now: now)
            return
        }
        slot.pointee.side.clear()
        fail(slot, now: now)
    }
}
