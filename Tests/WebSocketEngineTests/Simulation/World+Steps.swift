import WebSocketWire

@testable import WebSocketEngine

// What happens to the engine, one thing after the other.
extension World {
    func step() {
        trace.mix(UInt64(now.nanoseconds))
        switch random.below(32) {
        case 0, 1: join()
        case 2...6: speak()
        case 7...18: deliver()
        case 19...21: open()
        case 22...24: pass(UInt64(random.below(300)) * .millisecond)
        case 25: if random.chance(5) { leave() }
        case 26, 27: if random.chance(3) { command() }
        case 28: if random.chance(3) { stale() }
        case 29: if random.chance(8) { suspend() }
        case 30: if random.chance(6) { squeeze() }
        default: look()
        }
        settle()
    }

    // MARK: Connections

    func join() {
        let isSecure = traits.secureOneIn > 0 && random.chance(traits.secureOneIn)
        let address = PeerAddress(ipv4: traits.network + UInt32(random.below(2)), port: 50_000)
        guard isAdmitted(address) else { return }
        let usedSlots = peers[..<Self.slots].count { $0?.isOpen == true }
        let laneUsed = peers[Self.slots...].count { $0?.isOpen == true }
        let id = engine.accept(
            peer: address, secure: isSecure, now: now)
        guard let id else {
            books.turnedAway += 1
            expect(
                isShutDown || (usedSlots == Self.slots && laneUsed == Self.lane),
                "a connection was turned away with \(usedSlots) slots used")
            return
        }
        let index = Int(id.slot)
        expect(!isShutDown, "a connection was taken during shutdown")
        expect(peers[index]?.isOpen != true, "slot \(index) was taken twice")
        generations[index] += 1
        expect(id.generation == generations[index], "the generation of \(id) is not the next")
        if index >= Self.slots {
            books.turnedAway += 1
            expect(usedSlots == Self.slots, "the overflow lane was used before the slots were")
        }
        let character = Peer.Character(rawValue: min(random.below(7), 3)) ?? .honest
        let offer =
            traits.deflates && random.chance(2)
            ? Wire.offers[random.below(Wire.offers.count)] : nil
        peers[index] = Peer(
            id, random.chance(2) ? .honest : character, secure: isSecure,
            overflow: index >= Self.slots, at: now, offer: offer,
            policy: engine.settings.deflate, pool: peerPool)
        peers[index]?.address = address
    }

    /// Whether its address may have one more; the oldest handshake may make room for it.
    private func isAdmitted(_ address: PeerAddress) -> Bool {
        let isAdmitted = engine.admits(address, now: now)
        if !isAdmitted { books.keptOut += 1 }
        let limits = engine.settings.addressLimits
        let count = peers.count { $0?.isOpen == true && $0?.address == address }
        if isAdmitted {
            expect(
                address.isLoopback || limits.connections == 0 || count < limits.connections,
                "\(address) may have more than its share")
        } else {
            expect(
                !address.isLoopback && count >= min(limits.handshakes, limits.connections),
                "\(address) was kept out with \(count) connections")
        }
        settle()
        return isAdmitted
    }

    func anyone() -> Peer? {
        let peer = peers[random.below(peers.count)]
        return peer?.isOpen == true ? peer : nil
    }

    func speak() {
        guard let peer = anyone(), peer.waiting < 60_000 else { return }
        switch random.below(16) {
        case 0: peer.ping(&random, &serials)
        case 1:
            if random.chance(4) {
                let codes: [CloseCode?] = [
                    nil, .normalClosure, .goingAway, CloseCode(rawValue: 4321),
                ]
                peer.sayClose(codes[random.below(codes.count)], &random)
            }
        // Anybody may err, and who is made for it does so twice as often.
        case 2,
            3 where peer.character == .breaching:
            peer.err(Misdeed.allCases[random.below(Misdeed.allCases.count)], &random)
        default:
            let most = random.chance(12) ? Self.maximumFrame : random.chance(4) ? 6000 : 150
            peer.say(
                nextPayload(random.below(most)), random.chance(2) ? .text : .binary, &random,
                &serials)
        }
    }

    func nextPayload(_ count: Int) -> Payload {
        serials += 1
        return Payload(serial: serials, count: count)
    }

    /// The peer ends its side of TCP, or TCP itself ends.
    func leave() {
        guard let peer = anyone() else { return }
        switch random.below(4) {
        case 0, 1:
            peer.hasFinished = true
            engine.peerFinished(peer.id, now: now)
        case 2:
            peer.hasReset = true
            engine.transportFailed(peer.id, .transport(104), now: now)
        default:
            guard peer.isSecure else { return }
            peer.tlsFailed = true
            engine.transportFailed(peer.id, .tlsFailed, now: now)
        }
    }

    /// Readiness, bytes and commands for connections that are over miss.
    func stale() {
        guard !departed.isEmpty else { return }
        let id = departed[random.below(departed.count)]
        let before = engine.totals
        isProbing = true
        defer { isProbing = false }
        switch random.below(5) {
        case 0: engine.peerFinished(id, now: now)
        case 1: engine.transportFailed(id, .transport(32), now: now)
        case 2: engine.writable(id, now: now)
        case 3:
            receiveBuffer[0] = 0x81
            engine.received(
                id, landed: 0, rest: .init(rebasing: receiveBuffer[..<1]), now: now)
        default: perform(.close(.connection(id), code: .goingAway, reason: []))
        }
        settle()
        expect(engine.totals == before, "what came for \(id), which is over, changed the totals")
    }

    // MARK: Time

    func pass(_ nanoseconds: UInt64) {
        let tick = now.nanoseconds / Deadlines.tickLength
        now = now + nanoseconds
        guard now.nanoseconds / Deadlines.tickLength > tick else { return }
        while engine.tick(now: now) { settle() }
        settle()
        judgeDeadlines()
    }

    /// The machine sleeps for a while. What came meanwhile is read before the tick.
    private func suspend() {
        now = now + UInt64(1 + random.below(120_000)) * .millisecond
        for peer in peers {
            guard let peer, peer.isOpen, random.chance(2) else { continue }
            while peer.isOpen, feed(peer, at: .max) {}
        }
        pass(Deadlines.tickLength)
    }

    // MARK: Faults of the machine

    private func squeeze() {
        if random.chance(3) { engine.report(.transport(24), now: now) }
        isRefusingMemory.toggle()
        hasRefusedMemory = true
        engine.pool.budget = isRefusingMemory ? 0 : engine.settings.memoryBudget
    }

    // MARK: The operator

    func command() {
        let target: Target =
            anyone().map { Target.connection($0.id) } ?? (random.chance(2) ? .all : .slot(9))
        switch random.below(12) {
        case 0...3:
            let payload = nextPayload(6 + random.below(2000))
            registry[payload.serial] = Crafted(count: payload.count)
            let isForAll = random.chance(2)
            perform(
                .send(
                    isForAll ? .all : target, opcode: .text, fin: true, payload: payload.bytes))
        case 4: perform(.ping(random.chance(2) ? .all : target, payload: [1, 2]))
        case 5, 6:
            note(Closer.operator, target)
            perform(.close(target, code: random.chance(2) ? .goingAway : nil, reason: []))
        case 7:
            note(Closer.operator, target)
            perform(.abort(target))
        case 8, 9: craft(target)
        case 10: perform(random.chance(4) ? .stopRepeating : .ping(target, payload: []))
        default:
            guard traits.hasTempers else { return }
            for peer in peers where peer?.isOpen == true { peer?.isTempered = true }
            let tempers: [Hostility] = [
                .mute(true), .latePongs(700 * .millisecond), .slowReading(5000), .splitWrites(true),
                .noCloseFrame(true), .none, .slowReading(0), .splitWrites(false),
            ]
            perform(.temper(target, tempers[random.below(tempers.count)]))
        }
    }

    private func craft(_ target: Target) {
        var frames = CraftedFrames()
        var repetition = Repetition.once
        let payload = nextPayload(6 + random.below(300))
        let header = FrameHeader(
            fin: true, opcode: .text, payloadCount: payload.count, maskingKey: nil)
        switch random.below(4) {
        case 0:
            // A close frame of the operator's own.
            frames.append(
                FrameHeader(fin: true, opcode: .close, payloadCount: 2, maskingKey: nil), [3, 233])
            note(Closer.operator, target)
            note(Closer.crafted, target)
        case 1:
            frames.append(wire: [0x8B, 0x7F, 0])
            forEach(target) { $0.isMuddled = true }
        case 2:
            repetition = Repetition(count: UInt32(2 + random.below(20)), rate: 20)
            fallthrough
        default:
            registry[payload.serial] = Crafted(
                count: payload.count, isRepeated: repetition.count > 1)
            frames.append(header, payload.bytes)
        }
        perform(.craft(target, frames, repetition))
    }

    func perform(_ command: Command, by initiator: CloseInitiator = .operator) {
        serials += 1
        let token = UInt64(serials)
        commands[token] = command
        engine.perform(command, by: initiator, token: token, now: now)
    }

    func note(_ closer: UInt8, _ target: Target) { forEach(target) { $0.closers.insert(closer) } }

    func forEach(_ target: Target, _ body: (Peer) -> Void) {
        for case let peer? in peers {
            switch target {
            case .all: body(peer)
            case .slot(let slot): if peer.id.slot == slot { body(peer) }
            case .connection(let id): if peer.id == id { body(peer) }
            }
        }
    }
}
