public import WebSocketWire

// What an application may ask while it receives an event, answered at once. `send` has a file of
// its own.
extension Engine {
    /// Sends a ping of at most 125 bytes. RFC 6455 §5.5.2.
    ///
    /// - Returns: never `.direct`. `.refused(.queueFull)` when the peer does not read: pings of an
    ///   application wait in the same bounded queue as its messages.
    public func ping(
        _ id: ConnectionID, _ payload: UnsafeRawBufferPointer, now: Instant
    ) -> SendPlan {
        guard let slot = find(id) else { return .refused(refusal(of: id)) }
        guard slot.pointee.phase == .open else { return .refused(.notConnected) }
        if let flaw = Command.flawOfPing(payload) { return .refused(flaw) }
        guard outbox.fits(Self.controlRoom, isControl: true) else { return .flushFirst }
        guard hasRoom(for: payload.count &+ 2, slot) else {
            refuseForLackOfRoom(slot, now: now)
            return .refused(.queueFull)
        }
        ping(slot, payload, now: now)
        return .done
    }

    /// Begins the closing handshake; nil for an empty close frame. RFC 6455 §7.1.2.
    ///
    /// - Returns: never `.direct`.
    public func close(
        _ id: ConnectionID, _ code: CloseCode?, reason: UnsafeRawBufferPointer,
        by initiator: CloseInitiator, now: Instant
    ) -> SendPlan {
        guard let slot = find(id) else { return .refused(refusal(of: id)) }
        guard slot.pointee.phase == .open else { return .refused(.notConnected) }
        if let flaw = Command.flawOfClose(code, reason: reason) { return .refused(flaw) }
        guard outbox.fits(Self.controlRoom, isControl: true) else { return .flushFirst }
        let facts = CloseFacts(
            initiator: initiator, cause: .command, code: code ?? .noStatusReceived)
        beginClose(slot, code, reason: reason, facts, now: now)
        return .done
    }

    /// Bytes of the outbox that any control frame fits into.
    static let controlRoom = 256

    /// Who holds this slot now; nil when it is free or there is no such slot.
    public func connection(inSlot index: Int) -> ConnectionID? {
        guard index >= 0, index < settings.slots, slots[index].phase != .free else { return nil }
        return id(of: slots + index)
    }

    /// Whether frames may be sent to this connection.
    public func isConnected(_ id: ConnectionID) -> Bool { find(id)?.pointee.phase == .open }

    /// A slot as it is now, or as its last connection left it; nil when there is no such slot.
    public func row(ofSlot index: Int) -> SlotRow? {
        index >= 0 && index < settings.slots ? row(index) : nil
    }
}
