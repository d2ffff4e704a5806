import COpenSSL
import WebSocketEngine

// From the engine through TLS to the kernel.
extension EngineLoop {
    /// Encrypts and sends a write in chunks, until it is done or the kernel takes no more: what was
    /// encrypted and refused waits here, the rest stays with the engine.
    func putSecure(_ write: Write, _ transport: UnsafeMutablePointer<Transport>) {
        guard let wire = wire(for: write.id), let secure = transport.pointee.tls else { return }
        var head = write.head
        var body = write.body
        var taken = 0
        var failed = false
        while secure.pointee.backlog.isEmpty, !(head.isEmpty && body.isEmpty), !failed {
            let before = head.count + body.count
            failed = !Self.encrypt(secure.pointee.ssl, wire, &head, &body)
            let isLast = head.isEmpty && body.isEmpty && !failed
            if !(isLast && wire.keep(for: write.id)),
                !sendCiphertext(write.id, transport, secure, wire)
            {
                break
            }
            taken += before - head.count - body.count
        }
        engine.wrote(write, taken, backlog: secure.pointee.backlog.count, now: now)
        if failed { engine.transportFailed(write.id, .tlsFailed, now: now) }
    }

    /// Encrypts one chunk and drops it from the front; false when OpenSSL fails.
    private static func encrypt(
        _ ssl: OpaquePointer, _ wire: TLSWire, _ head: inout UnsafeRawBufferPointer,
        _ body: inout UnsafeRawBufferPointer
    ) -> Bool {
        var room = TLSWire.chunk
        if !head.isEmpty, !body.isEmpty, head.count < TLSWire.record {
            // Without this, a header of 4 bytes would become a record of its own.
            let joined = min(TLSWire.record, head.count + body.count)
            let fromBody = joined - head.count
            UnsafeMutableRawBufferPointer(start: wire.joint, count: head.count)
                .copyMemory(from: head)
            UnsafeMutableRawBufferPointer(start: wire.joint + head.count, count: fromBody)
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: body[..<fromBody]))
            if !encrypt(ssl, UnsafeRawBufferPointer(start: wire.joint, count: joined)) {
                return false
            }
            head = UnsafeRawBufferPointer(start: nil, count: 0)
            body = UnsafeRawBufferPointer(rebasing: body[fromBody...])
            room -= joined
        }
        return encrypt(ssl, &head, &room) && encrypt(ssl, &body, &room)
    }

    private static func encrypt(
        _ ssl: OpaquePointer, _ bytes: inout UnsafeRawBufferPointer, _ room: inout Int
    ) -> Bool {
        let count = min(bytes.count, room)
        if count == 0 { return true }
        if !encrypt(ssl, UnsafeRawBufferPointer(rebasing: bytes[..<count])) { return false }
        bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
        room -= count
        return true
    }

    private static func encrypt(_ ssl: OpaquePointer, _ bytes: UnsafeRawBufferPointer) -> Bool {
        var written = 0
        OpenSSLError.clear()
        return SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &written) == 1
    }

    /// The wire for a connection; what waits there for another one leaves first.
    @inline(__always)
    func wire(for id: ConnectionID) -> TLSWire? {
        if let owner = tls?.owner, owner != id { sendWaiting() }
        return tls
    }

    /// Sends what has waited for more of the same connection.
    @inline(__always)
    func sendWaiting() {
        guard let wire = tls, let owner = wire.owner else { return }
        guard let transport = transport(owner), let secure = transport.pointee.tls else {
            _ = wire.takeSent()
            return
        }
        _ = sendCiphertext(owner, transport, secure, wire)
    }

    /// Sends what OpenSSL wrote and keeps what the kernel refuses; false when the transport failed,
    /// which the engine has been told.
    func sendCiphertext(
        _ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>,
        _ secure: UnsafeMutablePointer<TLSConnection>, _ wire: TLSWire
    ) -> Bool {
        var bytes = wire.takeSent()
        if bytes.isEmpty { return true }
        if secure.pointee.backlog.isEmpty {
            let count = transport.pointee.socket.send(bytes)
            if count == bytes.count { return true }
            if count < 0, count != Socket.wouldBlock {
                sendFailed(id, count)
                return false
            }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[max(0, count)...])
        }
        if secure.pointee.backlog.count + bytes.count > TLSConnection.backlogLimit {
            engine.transportFailed(id, .queueOverrun, now: now)
            return false
        }
        secure.pointee.backlog.append(bytes)
        arm(id, transport)
        return true
    }

    /// Whether the backlog is gone.
    func drainBacklog(
        _ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>,
        _ secure: UnsafeMutablePointer<TLSConnection>
    ) -> Bool {
        while !secure.pointee.backlog.isEmpty {
            let count = transport.pointee.socket.send(secure.pointee.backlog.bytes)
            if count < 0 {
                if count != Socket.wouldBlock { sendFailed(id, count) }
                return false
            }
            secure.pointee.backlog.removeFirst(count)
        }
        if secure.pointee.isFinishing { transport.pointee.socket.finish() }
        arm(id, transport)
        return true
    }
}
