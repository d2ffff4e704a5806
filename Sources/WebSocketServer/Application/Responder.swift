public import WebSocketEngine
public import WebSocketWire

/// The engine, as an application may use it while it receives an event.
///
/// Not Sendable: it belongs to the engine's queue. From elsewhere, use
/// `WebSocketServer.submit(_:by:token:)`. Every call may be made re-entrantly and on any
/// connection; those that queue bytes copy them.
public struct Responder {
    let loop: EngineLoop

    @inline(__always)
    init(_ loop: EngineLoop) { self.loop = loop }

    /// Sends a data frame; nil when it was taken. RFC 6455 §5.6.
    @discardableResult
    public func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool = true, _ payload: UnsafeRawBufferPointer
    ) -> Refusal? {
        loop.send(id, opcode, fin: fin, payload)
    }

    /// Sends a message to every CONNECTED client, the sender included. RFC 6455 §5.6.
    public func broadcast(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) {
        loop.perform(.send(.all, opcode: opcode, fin: true, payload: Array(payload)))
    }

    /// Carries a command out; what became of it comes as an `.outcome` event with this token.
    public func perform(
        _ command: Command, by initiator: CloseInitiator = .application, token: UInt64 = 0
    ) {
        loop.perform(command, by: initiator, token: token)
    }

    /// Sends a ping; nil when it was taken. RFC 6455 §5.5.2.
    @discardableResult
    public func ping(_ id: ConnectionID, _ payload: UnsafeRawBufferPointer) -> Refusal? {
        loop.ping(id, payload)
    }

    /// Begins the closing handshake; nil when it was taken. RFC 6455 §7.1.2.
    ///
    /// - Parameter code: nil sends an empty close frame.
    @discardableResult
    public func close(
        _ id: ConnectionID, _ code: CloseCode?, reason: UnsafeRawBufferPointer
    ) -> Refusal? {
        loop.close(id, code, reason, by: .application)
    }

    /// As above, with the reason as text.
    @discardableResult
    public func close(
        _ id: ConnectionID, _ code: CloseCode? = .normalClosure, reason: String = ""
    ) -> Refusal? {
        var reason = reason
        return reason.withUTF8 { close(id, code, reason: UnsafeRawBufferPointer($0)) }
    }

    /// Ends TCP at once, without a close frame.
    public func abort(_ id: ConnectionID) {
        loop.perform(.abort(.connection(id)))
    }

    /// Who holds this slot now; nil when it is free or there is no such slot.
    public func connection(inSlot index: Int) -> ConnectionID? {
        loop.engine.connection(inSlot: index)
    }

    /// A slot as it is now, or as its last connection left it; nil when there is no such slot.
    public func row(ofSlot index: Int) -> SlotRow? { loop.engine.row(ofSlot: index) }

    /// What the whole engine has counted.
    public var totals: Totals { loop.engine.totals }
}
