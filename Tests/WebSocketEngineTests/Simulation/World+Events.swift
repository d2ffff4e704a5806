import WebSocketWire

@testable import WebSocketEngine

// What every single event has to keep: P1 and P2.
extension World {
    func judge(_ event: Event) {
        books.events += 1
        books.byKind[Int(event.kind.rawValue)] += 1
        expect(event.time <= now, "\(event.kind.name) comes from the future")
        switch event.detail {
        case .closing(let facts) where facts.cause == .handshakesFull: books.displaced += 1
        case .failure(.handshakesFull): books.displaced += 1
        default: break
        }
        if case .outcome(let outcome) = event.detail { return judge(outcome) }
        if event.id.slot == .max {
            return expect(event.kind == .error, "\(event.kind.name) belongs to nobody")
        }
        guard let peer = peers[Int(event.id.slot)], peer.id == event.id else {
            return fail("\(event.kind.name) for \(event.id), which is not there")
        }
        expect(!peer.isOverflow, "\(event.kind.name) for \(event.id) in the overflow lane")
        expect(peer.stage != .closed, "\(event.kind.name) after CLOSED of \(event.id)")
        switch event.kind {
        case .connecting: advance(peer, from: .none, to: .connecting)
        case .connected: advance(peer, from: .connecting, to: .connected)
        case .textReceived, .binaryReceived: judgeMessage(event, peer)
        case .pingReceived: judgePing(event, peer)
        case .pongReceived, .closeFrameReceived:
            books.fragments += 1
            expect(
                peer.stage == .connected || peer.stage == .closing,
                "\(event.kind.name) of \(event.id) at \(peer.stage)")
            if case .closeFrame(_, let code) = event.detail { judgeCloseFrame(peer, code) }
        case .closing:
            guard case .closing(let facts) = event.detail else { return fail("CLOSING is bare") }
            expect(
                peer.stage == .connecting || peer.stage == .connected,
                "CLOSING of \(event.id) at \(peer.stage)")
            peer.stage = .closing
            peer.closing = facts
            judgeFacts(facts, peer)
        case .closed:
            guard case .closed(let facts) = event.detail else { return fail("CLOSED is bare") }
            advance(peer, from: .closing, to: .closed)
            expect(
                peer.closing == facts, "CLOSED of \(event.id) tells another story than CLOSING")
        case .invalidFrame: judgeBreach(event, peer)
        case .timeout:
            guard case .timeout(let kind) = event.detail else { return fail("TIMEOUT is bare") }
            peer.timeouts.insert(kind.rawValue)
            judgeTimeout(kind, peer)
        case .error:
            let isEarly = peer.stage == .none
            expect(!isEarly || peer.isSecure, "ERR of \(event.id) before CONNECTING")
        case .outcome: break
        }
    }

    private func advance(_ peer: Peer, from: Peer.Stage, to: Peer.Stage) {
        expect(peer.stage == from, "\(peer.id) went from \(peer.stage) to \(to)")
        peer.stage = to
    }

    private func judgeMessage(_ event: Event, _ peer: Peer) {
        expect(peer.stage == .connected, "a message of \(peer.id) at \(peer.stage)")
        guard peer.heard < peer.said.count else {
            return fail("a message of \(peer.id) that it never sent")
        }
        let said = peer.said[peer.heard]
        peer.heard += 1
        expect(said.end <= peer.fed, "a message of \(peer.id) before it was whole")
        expect(said.payload.matches(event.payload), "message \(peer.heard) of \(peer.id) is wrong")
        let kind: EventKind = said.opcode == .text ? .textReceived : .binaryReceived
        expect(event.kind == kind, "a message of \(peer.id) came as \(event.kind.name)")
        guard case .message(_, let fragments) = event.detail else { return fail("bare message") }
        expect(fragments == said.fragments, "\(said.fragments) fragments became \(fragments)")
        books.fragments += UInt64(fragments)
    }

    private func judgePing(_ event: Event, _ peer: Peer) {
        books.fragments += 1
        guard peer.pingsHeard < peer.pings.count else {
            return fail("a ping of \(peer.id) that it never sent")
        }
        let ping = peer.pings[peer.pingsHeard]
        peer.pingsHeard += 1
        expect(ping.end <= peer.fed, "a ping of \(peer.id) before it was whole")
        expect(
            Payload(serial: ping.serial, count: event.payload.count).matches(event.payload),
            "a ping of \(peer.id) is wrong")
    }

    private func judgeCloseFrame(_ peer: Peer, _ code: CloseCode) {
        guard let said = peer.close, said.end <= peer.fed else {
            return fail("a close frame of \(peer.id) that it never sent")
        }
        expect((said.code ?? .noStatusReceived) == code, "a close frame with code \(code.rawValue)")
    }

    private func judgeBreach(_ event: Event, _ peer: Peer) {
        guard case .breach(_, let verdict) = event.detail else { return fail("bare breach") }
        guard let misdeed = peer.misdeed else {
            return fail("\(peer.id) is said to break \(verdict.rule), and broke nothing")
        }
        expect(misdeed.rule == verdict.rule, "\(misdeed.rule) was called \(verdict.rule)")
    }

    private func judgeTimeout(_ kind: TimeoutKind, _ peer: Peer) {
        switch kind {
        case .idle:
            let quiet = now.since(max(peer.lastFrameAt, peer.openedAt))
            expect(
                quiet >= engine.settings.idleTimeout,
                "\(peer.id) was called idle after \(quiet / .millisecond) ms")
        case .handshake:
            expect(
                now.since(peer.openedAt) >= engine.settings.handshakeTimeout,
                "\(peer.id) was not given its time to shake hands")
        default: break
        }
    }

    /// Who began it, why and with which code, has to be what the world has done.
    private func judgeFacts(_ facts: CloseFacts, _ peer: Peer) {
        let (initiator, isTrue): (CloseInitiator, Bool) =
            switch facts.cause {
            case .closeFrame:
                (
                    .peer,
                    peer.close.map {
                        $0.end <= peer.fed && ($0.code ?? .noStatusReceived) == facts.code
                    } ?? false
                )
            case .vanished: (.peer, peer.hasFinished)
            case .transport: (.peer, peer.hasReset)
            case .tlsFailed: (.peer, peer.tlsFailed)
            case .breach(let verdict):
                (
                    .engine,
                    verdict.rule == peer.misdeed?.rule || peer.character == .unlawful
                        || verdict.rule == .handshakeTimeout
                )
            case .timeout(let kind):
                (.engine, kind == .close || peer.timeouts.contains(kind.rawValue))
            case .command:
                facts.initiator == .application
                    ? (.application, peer.closers.contains(Closer.application))
                    : (.operator, peer.closers.contains(Closer.operator))
            case .outOfMemory: (.engine, mayLackMemory)
            case .shutdown: (.engine, isShutDown)
            case .handshakesFull: (.engine, !peer.isUpgraded)
            case .queueOverrun, .addressLimit: (.engine, false)
            }
        expect(
            facts.initiator == initiator && isTrue,
            "\(peer.id) closes for \(facts.cause) by \(facts.initiator.name), which is not true")
    }

    private func judge(_ outcome: CommandOutcome) {
        guard let command = commands.removeValue(forKey: outcome.token) else {
            return fail("an outcome nobody waits for: \(outcome.verb)")
        }
        expect(command.verb == outcome.verb, "\(command.verb) came out as \(outcome.verb)")
        guard case .connection(let id) = command.target else { return }
        expect(
            (outcome.reached == 0) == (outcome.refusal != nil) || isRepeated(command),
            "\(outcome.verb) of \(id) reached \(outcome.reached), refused "
                + "\(outcome.refusal?.name ?? "by nobody")")
    }

    private func isRepeated(_ command: Command) -> Bool {
        if case .craft(_, _, let repetition) = command { return repetition.count > 1 }
        return false
    }
}
