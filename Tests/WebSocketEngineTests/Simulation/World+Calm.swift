import WebSocketWire

@testable import WebSocketEngine

// No more faults: what is owed is paid, and everything comes to its end in time.
extension World {
    func calm() {
        isCalm = true
        isRefusingMemory = false
        engine.pool.budget = engine.settings.memoryBudget
        perform(.stopRepeating)
        perform(.temper(.all, .none))
        for case let peer? in peers where peer.isOpen && !engine.isConnected(peer.id) {
            perform(.temper(.connection(peer.id), .none))
        }
        settle()
        pay()
        if violation != nil { return }
        part()
        let end = now + traits.sumOfDeadlines
        while now < end, !engine.isIdle, violation == nil {
            pass(Deadlines.tickLength)
            for case let peer? in peers where peer.isOpen {
                if peer.isWriting || !peer.backlog.isEmpty {
                    drain(peer, room: .max)
                    settle()
                }
                if peer.isOpen, peer.character != .silent { hangUp(peer) }
            }
        }
        judgeRest()
    }

    /// All that was said arrives, and all that was sent is read.
    private func pay() {
        var hasMore = true
        var rounds = 0
        while hasMore, violation == nil, rounds < 2000 {
            hasMore = false
            rounds += 1
            for case let peer? in peers where peer.isOpen {
                drain(peer, room: .max)
                settle()
                if peer.isOpen, feed(peer, at: .max) { hasMore = true }
            }
        }
        expect(rounds < 2000, "peers and engine never come to rest")
        for case let peer? in peers where engine.isConnected(peer.id) && !peer.isMuddled {
            expect(peer.waiting == 0, "\(peer.id) is not read from any more")
            expect(
                peer.owed.count == peer.owedDone || peer.isSendingFragments,
                "\(peer.owed.count - peer.owedDone) frames for \(peer.id) were lost, "
                    + "\(peer.incoming.count - peer.parsed) bytes torn")
        }
    }

    /// Some say goodbye, some hang up, some just stay, and then the server may go.
    private func part() {
        let serverGoes = traits.shutsDown || engine.settings.idleTimeout == 0
        for case let peer? in peers where peer.isOpen {
            // Who answers pings stays for ever.
            switch random.below(serverGoes || peer.character == .silent ? 3 : 2) {
            case 0:
                peer.sayClose(.normalClosure, &random)
                while peer.isOpen, feed(peer, at: .max) {}
            case 1:
                peer.hasFinished = true
                engine.peerFinished(peer.id, now: now)
                settle()
            default: break
            }
        }
        if serverGoes { shutDown() }
        settle()
    }

    /// Ends TCP once the server has ended its side, and says what was still to be said.
    private func hangUp(_ peer: Peer) {
        while peer.isOpen, feed(peer, at: .max) {}
        guard peer.isOpen, peer.isFinished else { return }
        peer.hasFinished = true
        engine.peerFinished(peer.id, now: now)
        settle()
    }

    /// P5: all is as it was in the beginning.
    private func judgeRest() {
        look()
        expect(engine.isIdle, "somebody is still there after all deadlines")
        expect(engine.isQuiet, "the engine has something to say to nobody")
        expect(commands.isEmpty, "\(commands.count) commands have no outcome")
        expect(engine.totals.opened == engine.totals.closed, "opens and closes differ")
        expect(engine.totals.queuedBytes == 0, "bytes are still queued")
        engine.dropOrphan()
        expect(
            engine.pool.outstandingBytes == 0,
            "\(engine.pool.outstandingBytes) bytes of memory are still held")
        expect(engine.tempers.isEmpty, "tempers are left of nobody")
        expect(engine.totals.repeating == 0, "something is still repeated")
        expect(engine.unfinished.count == 0, "a handshake is left of nobody")
        expect(engine.addresses.count == 0, "an address is known that has nothing open")
        for case let peer? in peers {
            expect(!peer.isOpen, "the descriptor of \(peer.id) is still open")
            expect(
                peer.stage == .closed || peer.stage == .none, "\(peer.id) never was CLOSED")
        }
    }
}
