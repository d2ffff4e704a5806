import WebSocketEngine
import WebSocketServer
import WebSocketWire

/// What anybody may know of a client index at any time, written by the engine's events.
///
/// The engine judges every frame again; this table lets a caller on another thread have its answer
/// at once.
final class ClientTable: Sendable {
    struct Client: Sendable {
        var id = ConnectionID(slot: 0, generation: 0)
        var state = SYS_WSS_STATE.closed
        var handshake: HandshakeFacts?
        var sending = OutgoingMessage()
    }

    private let clients = Guarded([Client]())

    /// As many indexes as there are slots, all CLOSED.
    func reset(slots: Int) {
        let fresh = [Client](repeating: Client(), count: slots)
        clients.withLock { $0 = fresh }
    }

    var count: Int { clients.withLock { $0.count } }

    subscript(index: Int32) -> Client? {
        clients.withLock { index >= 0 && Int(index) < $0.count ? $0[Int(index)] : nil }
    }

    /// Who may be sent to.
    var connected: [ConnectionID] {
        clients.withLock { $0.filter { $0.state == .connected }.map(\.id) }
    }

    /// An event that changes what is known.
    func note(_ event: Event) {
        switch event.kind {
        case .connecting: set(event.id) { $0 = Client(id: event.id, state: .connecting) }
        case .connected:
            set(event.id) {
                $0.state = .connected
                if case .handshake(let facts) = event.detail { $0.handshake = facts }
            }
        case .closing: set(event.id) { $0.state = .closing }
        case .closed: set(event.id) { $0 = Client(id: event.id) }
        default: break
        }
    }

    /// A close frame of this client is on its way: nothing may follow it.
    func beginClosing(_ id: ConnectionID) {
        set(id) { if $0.id == id, $0.state == .connected { $0.state = .closing } }
    }

    /// Whom an index names, if frames may be sent there.
    func recipient(_ index: Int32) -> Result<ConnectionID, Refusal> {
        guard let client = self[index] else { return .failure(.noSuchSlot) }
        return client.state == .connected ? .success(client.id) : .failure(.notConnected)
    }

    /// Judges a frame against what this client has been sent of its message, and notes it.
    ///
    /// - Returns: what to put back when the frame is not sent after all.
    func claim(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer
    ) -> Result<OutgoingMessage, Refusal> {
        clients.withLock { clients in
            guard Int(id.slot) < clients.count, clients[Int(id.slot)].id == id,
                clients[Int(id.slot)].state == .connected
            else { return .failure(.notConnected) }
            let before = clients[Int(id.slot)].sending
            if let refusal = clients[Int(id.slot)].sending.take(opcode, fin: fin, payload) {
                return .failure(refusal)
            }
            return .success(before)
        }
    }

    func putBack(_ sending: OutgoingMessage, _ id: ConnectionID) {
        set(id) { if $0.id == id { $0.sending = sending } }
    }

    private func set(_ id: ConnectionID, _ change: (inout Client) -> Void) {
        clients.withLock { clients in
            guard Int(id.slot) < clients.count else { return }
            change(&clients[Int(id.slot)])
        }
    }
}
