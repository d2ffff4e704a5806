import WebSocketWire

@testable import WebSocketEngine

// The application: it hears every event, and asks for more from inside.
extension World {
    func receive(_ event: Event) {
        trace.mix(UInt64(event.kind.rawValue) << 32 | UInt64(event.id.slot))
        trace.mix(UInt64(event.payload.count))
        judge(event)
        guard let peer = event.id.slot == .max ? nil : peers[Int(event.id.slot)] else { return }
        switch event.kind {
        case .textReceived, .binaryReceived:
            guard traits.echoes, peer.heard > 0 else { break }
            let said = peer.said[peer.heard - 1]
            send(
                event.id, event.kind == .textReceived ? .text : .binary, fin: true, said.payload,
                event.payload)
        case .closing, .closed:
            expect(
                send(event.id, .binary, fin: true, Payload(serial: 0, count: 0), emptyBytes)
                    == .notConnected, "a send was taken of \(event.id), which is closing")
        default: break
        }
        if !isCalm, !isProbing, random.chance(traits.initiativeOneIn) { takeInitiative(event) }
    }

    private func takeInitiative(_ event: Event) {
        let other = anyone()
        switch random.below(20) {
        case 0...7:
            guard let other else { return }
            sendOfItsOwn(other)
        case 8...10:
            let payload = nextPayload(6 + random.below(1500))
            registry[payload.serial] = Crafted(count: payload.count)
            perform(
                .send(.all, opcode: .text, fin: true, payload: payload.bytes), by: .application)
        case 11, 12:
            guard let other else { return }
            _ = carry { engine.ping(other.id, emptyBytes, now: now) }
        case 13:
            guard let other, random.chance(3) else { return }
            other.closers.insert(Closer.application)
            _ = carry {
                engine.close(
                    other.id, .serviceRestart, reason: emptyBytes, by: .application, now: now)
            }
        case 14:
            guard event.id.slot != .max, random.chance(4) else { return }
            peers[Int(event.id.slot)]?.closers.insert(Closer.application)
            perform(.abort(.connection(event.id)), by: .application)
        case 15:
            guard traits.shutsDown, random.chance(30) else { return }
            shutDown()
        default: break
        }
    }

    func shutDown() {
        isShutDown = true
        for case let peer? in peers { peer.closers.insert(Closer.shutdown) }
        engine.shutdown(now: now)
    }

    /// A message of its own, or a fragment of one.
    private func sendOfItsOwn(_ peer: Peer) {
        let count = random.chance(10) ? random.below(30_000) : random.below(300)
        let payload = nextPayload(6 + count)
        let fin = !random.chance(4)
        let opcode: Opcode = peer.isSendingFragments ? .continuation : .text
        let bytes = payload.bytes
        bytes.withUnsafeBytes { _ = send(peer.id, opcode, fin: fin, payload, $0) }
    }

    /// Sends as an application does, with the server's help, and looks whether the answer is true.
    @discardableResult
    func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: Payload,
        _ bytes: UnsafeRawBufferPointer
    ) -> Refusal? {
        guard let peer = peers[Int(id.slot)], peer.id == id else { return .notConnected }
        let slot = engine.slots + Int(id.slot)
        while true {
            // What is flushed may fill the queue, or end the connection for lack of memory.
            let waiting = slot.pointee.queue.count + Int(slot.pointee.transportBacklog)
            let isConnected = engine.isConnected(id)
            switch engine.send(id, opcode, fin: fin, bytes, now: now) {
            case .flushFirst:
                while let write = engine.nextWrite() { put(write) }
            case .done:
                accepted(peer, opcode, fin, payload, waiting)
                return nil
            case .direct(let write):
                accepted(peer, opcode, fin, payload, waiting)
                put(write)
                return nil
            case .refused(let refusal):
                refused(peer, opcode, payload, refusal, waiting, isConnected)
                return refusal
            }
        }
    }

    private func accepted(
        _ peer: Peer, _ opcode: Opcode, _ fin: Bool, _ payload: Payload, _ waiting: Int
    ) {
        expect(
            (opcode == .continuation) == peer.isSendingFragments,
            "a fragment out of order was taken of \(peer.id)")
        peer.isSendingFragments = !fin
        peer.owed.append(.init(payload: payload, opcode: opcode, fin: fin))
        expect(
            waiting <= engine.settings.sendQueueHigh || !peer.isPlain
                || waiting + payload.count <= engine.settings.sendQueue,
            "\(payload.count) bytes were taken where \(waiting) wait for \(peer.id)")
    }

    private func refused(
        _ peer: Peer, _ opcode: Opcode, _ payload: Payload, _ refusal: Refusal, _ waiting: Int,
        _ isConnected: Bool
    ) {
        switch refusal {
        case .notConnected: expect(!isConnected, "\(peer.id) was said not to be connected")
        case .queueFull:
            books.refusedSends += 1
            expect(
                mayLackMemory || waiting > engine.settings.sendQueueHigh,
                "a queue was said to be full at \(waiting) bytes")
        case .outOfMemory: expect(mayLackMemory, "memory was said to be out")
        case .fragmentOrder:
            expect(
                (opcode == .continuation) != peer.isSendingFragments,
                "a fragment in order was refused")
        case .noSuchSlot: expect(peer.isOverflow, "\(peer.id) was said not to exist")
        default: fail("a send was refused: \(refusal)")
        }
    }

    var mayLackMemory: Bool { hasRefusedMemory || engine.settings.memoryBudget < 1 << 20 }

    private func carry(_ plan: () -> SendPlan) -> Refusal? {
        while true {
            switch plan() {
            case .done, .direct: return nil
            case .flushFirst: while let write = engine.nextWrite() { put(write) }
            case .refused(let refusal): return refusal
            }
        }
    }

    var emptyBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
