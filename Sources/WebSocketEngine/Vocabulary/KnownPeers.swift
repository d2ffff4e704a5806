/// Who is behind the connections that events name, as a reader of news learns it.
///
/// CONNECTING says it. Rows say it too, of those who were there before the reader; they come before
/// the events of the same news, and may be of a later connection in the same slot.
public struct KnownPeers: Sendable {
    private struct Peer {
        let generation: UInt32
        let address: PeerAddress
    }

    /// Two for each slot: whoever has it, and the other one, which may have more to say.
    private var slots: [UInt32: (Peer, Peer?)] = [:]

    public init() {}

    /// nil when nobody said it, or two later connections of the slot have been learned of since.
    public subscript(id: ConnectionID) -> PeerAddress? {
        guard let (first, second) = slots[id.slot] else { return nil }
        if first.generation == id.generation { return first.address }
        return second?.generation == id.generation ? second?.address : nil
    }

    public mutating func learn(_ row: SlotRow) { learn(row.id, row.peer) }

    public mutating func learn(_ event: EventRecord) {
        if case .opening(let peer) = event.detail { learn(event.id, peer) }
    }

    private mutating func learn(_ id: ConnectionID, _ address: PeerAddress) {
        guard self[id] == nil else { return }
        slots[id.slot] = (Peer(generation: id.generation, address: address), slots[id.slot]?.0)
    }
}
