import WebSocketWire

@testable import WebSocketEngine

// Between the engine and its peers: sockets that read short and write in part, TLS that keeps
// ciphertext back, and the turn that a server makes.
extension World {
    /// Pulls all that the engine has to say, as the server does, then looks at its promises.
    func settle() {
        var rounds = 0
        repeat {
            while let event = engine.next() { receive(event) }
            while let write = engine.nextWrite() { put(write) }
            while let effect = engine.nextEffect() { perform(effect) }
            rounds += 1
            if rounds > 1000 { return fail("the engine never comes to rest") }
        } while !engine.isQuiet
        for case let peer? in peers {
            listen(peer)
            if !peer.isOpen { judgeEnd(peer) }
        }
        judgeTurn()
    }

    func listen(_ peer: Peer) {
        guard peer.parsed < peer.incoming.count || !peer.isUpgraded else { return }
        if let wrong = peer.listen(registry) { fail("\(peer.id): \(wrong)") }
        peer.answer()
        guard let code = peer.closeHeard, peer.close == nil, peer.character == .honest else {
            return
        }
        peer.sayClose(code == .noStatusReceived ? nil : code, &random)
    }

    // MARK: In

    func deliver() {
        guard let peer = anyone() else { return }
        let most = random.chance(4) ? 30 : random.chance(2) ? 500 : 20_000
        _ = feed(peer, at: 1 + random.below(most))
    }

    /// Some of what a peer has to say arrives, unless nobody reads; whether anything did.
    func feed(_ peer: Peer, at most: Int) -> Bool {
        if peer.isSecure, !peer.isSecured {
            guard peer.isReading else { return false }
            peer.isSecured = true
            engine.secured(peer.id, now: now)
            settle()
            return true
        }
        guard peer.isReading, peer.waiting > 0 else { return false }
        let landing = engine.landing(peer.id)
        let share = engine.readShare(peer.id, of: 16_384)
        expect(share > 0, "nothing may be read of \(peer.id), which looks like its end")
        let count = min(peer.waiting, most, landing.count + share)
        let landed = min(landing.count, count)
        peer.outgoing.withUnsafeBytes { bytes in
            landing.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[peer.fed..<(peer.fed + landed)]))
            receiveBuffer.copyMemory(
                from: UnsafeRawBufferPointer(
                    rebasing: bytes[(peer.fed + landed)..<(peer.fed + count)]))
        }
        let wasOpen = engine.isConnected(peer.id)
        peer.fed += count
        books.fedBytes += UInt64(count)
        while peer.endsPassed < peer.ends.count, peer.ends[peer.endsPassed] <= peer.fed {
            peer.endsPassed += 1
            peer.lastFrameAt = now
        }
        engine.received(
            peer.id, landed: landed,
            rest: UnsafeMutableRawBufferPointer(rebasing: receiveBuffer[..<(count - landed)]),
            now: now)
        settle()
        if wasOpen || peer.stage == .connected { judgeDelivery(peer) }
        return true
    }

    // MARK: Out

    func put(_ write: Write) {
        guard let peer = peers[Int(write.id.slot)], peer.id == write.id, peer.isOpen else {
            fail("a write for \(write.id), which is closed")
            return engine.wrote(write, 0, backlog: 0, now: now)
        }
        expect(!peer.isFinished, "a write to \(write.id) after its last byte")
        expect(peer.backlog.isEmpty, "a write to \(write.id) while the transport is blocked")
        expect(
            write.count == write.pieces.reduce(0) { $0 + $1.count }, "a write that miscounts itself"
        )
        var room = peer.room
        if !isCalm, traits.moodOneIn > 0, random.chance(traits.moodOneIn) {
            room = min(room, random.below(write.count + 1))
        }
        let (taken, sent) = peer.isSecure ? encrypt(write, room, peer) : copy(write, room, peer)
        if peer.room != .max { peer.room -= min(peer.room, sent) }
        peer.taken += UInt64(taken)
        books.takenBytes += UInt64(taken)
        trace.mix(UInt64(write.count) << 32 | UInt64(taken))
        engine.wrote(write, taken, backlog: peer.backlog.count, now: now)
    }

    private func copy(_ write: Write, _ room: Int, _ peer: Peer) -> (Int, Int) {
        var left = min(room, write.count)
        let count = left
        for piece in write.pieces where left > 0 {
            let part = UnsafeRawBufferPointer(rebasing: piece.bytes.prefix(left))
            peer.incoming += part
            left -= part.count
        }
        return (count, count)
    }

    /// A chunk is taken whole, and what the kernel refuses of it waits in the transport: the
    /// engine's WANT_WRITE.
    private func encrypt(_ write: Write, _ room: Int, _ peer: Peer) -> (Int, Int) {
        let taken = min(write.count, max(4096, room))
        let sent = min(room, taken)
        var place = 0
        for piece in write.pieces where place < taken {
            let part = piece.bytes.prefix(taken - place)
            let now = min(max(0, sent - place), part.count)
            peer.incoming += UnsafeRawBufferPointer(rebasing: part.prefix(now))
            peer.backlog += UnsafeRawBufferPointer(rebasing: part.dropFirst(now))
            place += part.count
        }
        return (taken, sent)
    }

    /// A peer reads on, or stops.
    func open() {
        guard let peer = anyone() else { return }
        let more = random.chance(3) ? Int.max : random.below(6000)
        let reads = random.chance(4) ? 0 : more
        drain(peer, room: reads)
    }

    func drain(_ peer: Peer, room: Int) {
        peer.room = room
        guard peer.isWriting || !peer.backlog.isEmpty, room > 0 else { return }
        let sent = min(room, peer.backlog.count)
        peer.incoming += peer.backlog[..<sent]
        peer.backlog.removeFirst(sent)
        if room != .max { peer.room -= sent }
        if peer.backlog.isEmpty { engine.writable(peer.id, now: now) }
    }

    // MARK: Effects

    private func perform(_ effect: Effect) {
        switch effect {
        case .close(let id): closed(id, 1)
        case .reset(let id): closed(id, 2)
        case .finish(let id):
            guard let peer = living(id, "finish") else { return }
            expect(!peer.isFinished, "\(id) was finished twice")
            peer.isFinished = true
            trace.mix(3)
        case .interest(let id, let reading, let writing):
            guard let peer = living(id, "interest") else { return }
            peer.isReading = reading
            peer.isWriting = writing
            trace.mix(4 | (reading ? 8 : 0) | (writing ? 16 : 0))
        case .window: trace.mix(5)
        }
    }

    private func living(_ id: ConnectionID, _ what: String) -> Peer? {
        guard let peer = peers[Int(id.slot)], peer.id == id else {
            fail("\(what) for \(id), which nobody knows")
            return nil
        }
        // An effect of a moment ago may meet its end.
        return peer.isOpen ? peer : nil
    }

    private func closed(_ id: ConnectionID, _ how: UInt64) {
        trace.mix(how << 32 | UInt64(id.slot))
        guard let peer = peers[Int(id.slot)], peer.id == id, peer.isOpen else {
            return fail("\(id) was closed twice, or never was there")
        }
        peer.isOpen = false
        peer.backlog = []
        departed.append(id)
    }
}
