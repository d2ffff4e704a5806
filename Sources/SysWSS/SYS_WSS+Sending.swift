import WebSocketEngine
import WebSocketServer
import WebSocketWire

// An index below 0 means every CONNECTED client, as in later versions of the original; it succeeds
// when nobody refuses, so also when nobody is there.
extension SYS_WSS {
    /// Sends one data frame of TEXT, BINARY or, after one without `fin`, CONTINUATION.
    /// RFC 6455 §5.4, §5.6.
    ///
    /// The original sends at most some 1 396 bytes and returns a byte count.
    @discardableResult
    public func sendMessage(
        fin: Bool = true, _ type: SYS_WSS_FRAME, _ data: UnsafeRawBufferPointer,
        to clientIndex: Int32
    ) -> SYS_WSS_RESULT {
        guard let opcode = type.dataOpcode else {
            return refuse(.sendMessage, clientIndex, .notADataOpcode)
        }
        if fin, opcode == .text, !UTF8Validator.isWhole(data) {
            return refuse(.sendMessage, clientIndex, .notUTF8)
        }
        return each(clientIndex, .sendMessage) { id, responder in
            switch reporter.clients.claim(id, opcode, fin: fin, data) {
            case .failure(let refusal): return refusal
            case .success(let before):
                let refusal =
                    responder.map { $0.send(id, opcode, fin: fin, data) }
                    ?? submit(
                        .send(.connection(id), opcode: opcode, fin: fin, payload: Array(data)))
                if refusal != nil { reporter.clients.putBack(before, id) }
                return refusal
            }
        }
    }

    /// Sends a whole text message.
    @discardableResult
    public func sendMessage(_ text: String, to clientIndex: Int32) -> SYS_WSS_RESULT {
        var text = text
        return text.withUTF8 {
            sendMessage(.text, UnsafeRawBufferPointer($0), to: clientIndex)
        }
    }

    /// Sends a ping of at most 125 bytes. RFC 6455 §5.5.2.
    @discardableResult
    public func pingClient(
        _ data: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
        clientIndex: Int32
    ) -> SYS_WSS_RESULT {
        if let flaw = Command.flawOfPing(data) { return refuse(.pingClient, clientIndex, flaw) }
        return each(clientIndex, .pingClient) { id, responder in
            responder.map { $0.ping(id, data) }
                ?? submit(.ping(.connection(id), payload: Array(data)))
        }
    }

    /// Begins the closing handshake, with a reason of at most 123 bytes. RFC 6455 §7.1.2.
    ///
    /// The state is CLOSING at once; TCP ends after the client's answer or the close timeout,
    /// where the original never ends it.
    ///
    /// - Parameter code: 1000 to 1003, 1007 to 1014, 3000 to 4999.
    @discardableResult
    public func closeConnection(
        code: UInt32, _ data: UnsafeRawBufferPointer, clientIndex: Int32
    ) -> SYS_WSS_RESULT {
        let code = CloseCode(rawValue: UInt16(clamping: code))
        if let flaw = Command.flawOfClose(code, reason: data) {
            return refuse(.closeConnection, clientIndex, flaw)
        }
        return each(clientIndex, .closeConnection) { id, responder in
            let refusal =
                responder.map { $0.close(id, code, reason: data) }
                ?? submit(.close(.connection(id), code: code, reason: Array(data)))
            if refusal == nil { reporter.clients.beginClosing(id) }
            return refusal
        }
    }

    /// As above, with one of the interface's codes and the reason as text.
    @discardableResult
    public func closeConnection(
        _ code: SYS_WSS_STATUS_CODE = .normalClosure, reason: String = "", clientIndex: Int32
    ) -> SYS_WSS_RESULT {
        var reason = reason
        return reason.withUTF8 {
            closeConnection(
                code: code.rawValue, UnsafeRawBufferPointer($0), clientIndex: clientIndex)
        }
    }

    /// Does it for the client or for all, with the engine at hand inside the callback; the first
    /// refusal is the result.
    private func each(
        _ index: Int32, _ call: Complaint.Call, _ body: (ConnectionID, Responder?) -> Refusal?
    ) -> SYS_WSS_RESULT {
        let responder = reporter.lent
        guard index < 0 else {
            switch reporter.clients.recipient(index) {
            case .failure(let refusal): return refuse(call, index, refusal)
            case .success(let id):
                return body(id, responder).map { refuse(call, index, $0) } ?? .success
            }
        }
        guard server != nil else { return refuse(call, index, .notConnected) }
        var first: Refusal?
        for id in reporter.clients.connected {
            let refusal = body(id, responder)
            first = first ?? refusal
        }
        return first.map { refuse(call, index, $0) } ?? .success
    }

    private func submit(_ command: Command) -> Refusal? {
        guard let server else { return .notConnected }
        return server.submit(command)
    }

    private func refuse(
        _ call: Complaint.Call, _ index: Int32, _ refusal: Refusal
    ) -> SYS_WSS_RESULT {
        reporter.complaint.withLock {
            $0 = .refused(call: call, clientIndex: index, refusal)
        }
        return SYS_WSS_RESULT(refusal)
    }
}
