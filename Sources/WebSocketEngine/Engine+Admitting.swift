import WebSocketWire

// Who may begin a handshake, and who makes room.
extension Engine {
    /// How long a handshake may stay where every slot is taken. 200 ms: a round trip to the far
    /// side of the world.
    static let handshakeGrace = 200 * UInt64.millisecond
    /// Refusals of addresses are told at most this often.
    private static let refusalInterval = UInt64.second

    /// Whether this address may have one connection more. Ask before each `accept`, and pull what
    /// it leads to: the oldest handshake may be ended to make room.
    ///
    /// False when the address has had its share: close the descriptor.
    public func admits(_ peer: PeerAddress, now: Instant) -> Bool {
        guard addresses.admits(peer, now: now) else {
            turnAway(peer, now: now)
            return false
        }
        makeRoom(now: now)
        return true
    }

    private func turnAway(_ peer: PeerAddress, now: Instant) {
        tally.turnedAway &+= 1
        guard toldRefusalAt == .zero || now.since(toldRefusalAt) >= Self.refusalInterval else {
            return
        }
        toldRefusalAt = now
        var text = peer.description
        text.withUTF8 {
            raise(
                .error, ConnectionID(slot: .max, generation: 0), .failure(.addressLimit),
                payload: UnsafeRawBufferPointer($0), now: now)
        }
    }

    /// Ends the oldest handshake where there are as many as may be, or where it keeps a newcomer
    /// out: who holds a slot without a request makes room for who may have one.
    private func makeRoom(now: Instant) {
        guard let oldest = unfinished.oldest else { return }
        let slot = slots + oldest
        let isCrowded = unfinished.count >= max(settings.handshakes, 1)
        let isSlow = now.since(slot.pointee.openedAt) >= Self.handshakeGrace
        guard isCrowded || (free.isEmpty && isSlow) else { return }
        tally.displaced &+= 1
        slot.pointee.facts = CloseFacts(
            initiator: .engine, cause: .handshakesFull, code: .abnormalClosure)
        if !slot.pointee[.announced] {
            raise(.error, slot, .failure(.handshakesFull), now: now)
        }
        release(slot, .reset(id(of: slot)), now: now)
    }

    /// Who is in the lane holds no slot, and the lane is short: it counts as a connection alone.
    func beginHandshake(_ slot: UnsafeMutablePointer<Slot>) {
        addresses.began(slot.pointee.peer)
        if slot.pointee[.overflow] {
            addresses.handshakeEnded(slot.pointee.peer)
        } else {
            unfinished.append(index(of: slot))
        }
    }

    /// It was answered, or is given up.
    func endHandshake(_ slot: UnsafeMutablePointer<Slot>) {
        if unfinished.remove(index(of: slot)) { addresses.handshakeEnded(slot.pointee.peer) }
    }
}
