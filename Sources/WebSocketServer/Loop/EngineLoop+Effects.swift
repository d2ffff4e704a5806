import COpenSSL
import WebSocketEngine

// What the engine wants done to descriptors.
extension EngineLoop {
    func perform(_ effect: Effect) {
        switch effect {
        case .close(let id):
            guard let transport = transport(id) else { return }
            release(transport, id) { $0.close() }
        case .reset(let id):
            guard let transport = transport(id) else { return }
            release(transport, id) { $0.reset() }
        case .finish(let id):
            guard let transport = transport(id) else { return }
            finish(id, transport)
        case .interest(let id, let reading, let writing):
            guard let transport = transport(id) else { return }
            transport.pointee.wanted = []
            if reading { transport.pointee.wanted.insert(.reading) }
            if writing { transport.pointee.wanted.insert(.writing) }
            arm(id, transport)
        case .window(let id, let isNarrow):
            guard let transport = transport(id) else { return }
            transport.pointee.socket.limitWindow(to: isNarrow ? 1 : .max)
        }
    }

    /// Tells the poller what matters, when that has changed.
    func arm(_ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>) {
        var interest = transport.pointee.wanted
        if let secure = transport.pointee.tls, !secure.pointee.backlog.isEmpty {
            interest.insert(.writing)
        }
        if interest == transport.pointee.armed { return }
        transport.pointee.armed = interest
        let failure = poller.modify(
            transport.pointee.descriptor, interest, token: PollToken.connection(id))
        if failure != 0 { engine.transportFailed(id, .transport(failure), now: now) }
    }

    private func finish(_ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>) {
        guard let secure = transport.pointee.tls, let wire = wire(for: id) else {
            transport.pointee.socket.finish()
            return
        }
        notifyClose(secure)
        guard sendCiphertext(id, transport, secure, wire) else { return }
        secure.pointee.isFinishing = !secure.pointee.backlog.isEmpty
        if !secure.pointee.isFinishing { transport.pointee.socket.finish() }
    }

    /// Lets go of TLS and descriptor; the poller forgets a descriptor that is closed.
    private func release(
        _ transport: UnsafeMutablePointer<Transport>, _ id: ConnectionID,
        _ close: (Socket) -> Void
    ) {
        if let secure = transport.pointee.tls {
            if let wire = wire(for: id), secure.pointee.backlog.isEmpty {
                notifyClose(secure)
                _ = transport.pointee.socket.send(wire.takeSent())
            }
            secure.pointee.free()
            secure.deinitialize(count: 1)
            secure.deallocate()
        }
        close(transport.pointee.socket)
        transport.pointee = Transport()
        openCount -= 1
    }

    /// Writes close_notify, once; a handshake that is not over has nothing to close.
    private func notifyClose(_ secure: UnsafeMutablePointer<TLSConnection>) {
        if secure.pointee.isHandshaking { return }
        OpenSSLError.clear()
        SSL_shutdown(secure.pointee.ssl)
    }
}
