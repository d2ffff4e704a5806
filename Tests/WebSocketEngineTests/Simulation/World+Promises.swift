import WebSocketWire

@testable import WebSocketEngine

// What holds whenever the engine is at rest: P1 and P3 to P6.
extension World {
    func judgeTurn() {
        let totals = engine.totals
        expect(totals.opened == books[.connecting], "opened is not what was CONNECTING")
        expect(totals.closed == books[.closed], "closed is not what was CLOSED")
        expect(totals.timeouts == books[.timeout], "timeouts is not what was TIMEOUT")
        expect(totals.errors == books[.error], "errors is not what was ERR")
        expect(totals.breaches >= books[.invalidFrame], "breaches are too few")
        expect(totals.refused == books.turnedAway, "refused is not who was turned away")
        expect(totals.turnedAway == books.keptOut, "turned away is not who was kept out")
        expect(
            totals.displaced == books.displaced, "displaced is not which handshakes made room")
        expect(
            totals.receivedMessages == books[.textReceived] + books[.binaryReceived],
            "received messages are not those delivered")
        expect(totals.receivedBytes == books.fedBytes, "received bytes are not those fed")
        expect(totals.sentBytes == books.takenBytes, "sent bytes are not those taken")
        expect(totals.droppedSends >= books.refusedSends, "dropped sends are too few")
        expect(
            isRefusingMemory
                || engine.pool.outstandingBytes + engine.pool.retainedBytes
                    <= engine.settings.memoryBudget,
            "the memory budget is exceeded")
        judgeSlots(totals)
    }

    private func judgeSlots(_ totals: Totals) {
        var used = 0
        var queued = 0
        var unfinished: UInt64 = 0
        for index in 0..<(Self.slots + Self.lane) {
            let slot = engine.slots + index
            let isFree = slot.pointee.phase == .free
            expect(
                isFree == !(peers[index]?.isOpen ?? false),
                "slot \(index) and its descriptor disagree")
            if isFree { continue }
            if index < Self.slots { used += 1 }
            queued += slot.pointee.queue.count
            if slot.pointee.phase == .open {
                unfinished += UInt64(slot.pointee.reader.wholeFragments)
            }
            judge(slot, index)
        }
        expect(totals.slotsUsed == used, "\(totals.slotsUsed) slots used where \(used) are")
        expect(totals.queuedBytes == UInt64(queued), "queued bytes do not add up")
        expect(
            totals.receivedFrames
                == books.fragments + totals.rejectedFrames + totals.discardedFrames + unfinished,
            "\(totals.receivedFrames) frames received: \(books.fragments) delivered, "
                + "\(totals.rejectedFrames) rejected, \(totals.discardedFrames) discarded, "
                + "\(unfinished) of unfinished messages")
    }

    private func judge(_ slot: UnsafeMutablePointer<Slot>, _ index: Int) {
        guard let peer = peers[index] else { return }
        let waiting = slot.pointee.queue.count + Int(slot.pointee.transportBacklog)
        // Of what the transport sends bit by bit the engine hears when all is gone.
        let backlog = Int(slot.pointee.transportBacklog)
        expect(
            backlog >= peer.backlog.count && (backlog == 0) == peer.backlog.isEmpty,
            "\(peer.id): the transport's backlog is another")
        expect(slot.pointee.gatheredRuns == 0, "\(peer.id): gathered runs were not written")
        expect(slot.pointee.sentBytes == peer.taken, "\(peer.id): sent bytes are not those taken")
        expect(
            waiting == 0 || peer.isWriting, "\(peer.id): \(waiting) bytes wait, unwatched")
        expect(
            waiting <= engine.settings.sendQueueHigh || !peer.isReading
                || slot.pointee.phase != .open,
            "\(peer.id): is read from though \(waiting) bytes wait")
        expect(
            peer.isReading || waiting > 0 || slot.pointee[.readingHeld],
            "\(peer.id): is not read from, and nothing waits")
        expect(
            waiting <= queueBound, "\(peer.id): \(waiting) bytes wait, more than may")
        let stage = peer.stage
        let isTrue =
            switch slot.pointee.phase {
            case .free: true
            case .securing: stage == .none
            case .handshaking: stage == .connecting || peer.isOverflow
            case .open: stage == .connected
            case .closing, .draining, .failing: stage == .closing || peer.isOverflow
            }
        expect(isTrue, "\(peer.id) is \(slot.pointee.phase), and was told to be \(stage)")
    }

    /// The queue's limit, or one message above the high mark, and what one turn may gather before
    /// the kernel says that it is full.
    private var queueBound: Int {
        max(engine.settings.sendQueue, engine.settings.sendQueueHigh + Self.maximumMessage)
            + Outbox.capacity
    }

    /// While a connection is open nothing of it is lost: what is whole was delivered.
    func judgeDelivery(_ peer: Peer) {
        guard engine.isConnected(peer.id) else { return }
        if peer.heard < peer.said.count, peer.said[peer.heard].end <= peer.fed {
            fail("message \(peer.heard + 1) of \(peer.id) was whole, and not delivered")
        }
        if peer.pingsHeard < peer.pings.count, peer.pings[peer.pingsHeard].end <= peer.fed {
            fail("a ping of \(peer.id) was whole, and not delivered")
        }
        if let misdeed = peer.misdeed, misdeed.end <= peer.fed {
            fail("\(misdeed.rule) of \(peer.id) went unnoticed")
        }
        if let close = peer.close, close.end <= peer.fed {
            fail("the close frame of \(peer.id) went unnoticed")
        }
    }

    /// No deadline that has passed is still there.
    func judgeDeadlines() {
        let tick = now.nanoseconds / Deadlines.tickLength * Deadlines.tickLength
        for index in 0..<(Self.slots + Self.lane) {
            let slot = engine.slots + index
            guard slot.pointee.phase != .free, let deadline = engine.deadline(of: slot) else {
                continue
            }
            expect(
                deadline.at.nanoseconds > tick,
                "\(engine.id(of: slot)): its \(deadline.kind.name) deadline passed "
                    + "\((tick - min(tick, deadline.at.nanoseconds)) / .millisecond) ms ago")
        }
    }

    /// A descriptor was closed: what was said of the connection agrees with what it was told.
    func judgeEnd(_ peer: Peer) {
        guard let closing = peer.closing, let heard = peer.closeHeard, !peer.isMuddled,
            !peer.closers.contains(Closer.crafted)
        else { return }
        expect(
            closing.code == heard || closing.code == .abnormalClosure,
            "\(peer.id) was told \(heard.rawValue), the application \(closing.code.rawValue)")
    }
}
