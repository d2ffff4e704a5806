import Glibc
import WebSocketEngine

// From the engine to the kernel.
extension EngineLoop {
    /// Writes what the engine has gathered, one system call for each connection.
    @inline(__always)
    func flush() {
        while let write = engine.nextWrite() { put(write) }
    }

    @inline(__always)
    func put(_ write: Write) {
        guard let transport = transport(write.id) else {
            engine.wrote(write, 0, backlog: 0, now: now)
            return
        }
        if transport.pointee.tls != nil { return putSecure(write, transport) }
        let count = transport.pointee.socket.send(write.pieces)
        engine.wrote(write, max(0, count), backlog: 0, now: now)
        if count < 0, count != Socket.wouldBlock { sendFailed(write.id, count) }
    }

    /// `failure` is a negative errno.
    func sendFailed(_ id: ConnectionID, _ failure: Int) {
        engine.transportFailed(id, .transport(Int32(truncatingIfNeeded: -failure)), now: now)
    }

    /// The kernel takes bytes again: first the transport's own, then the engine's.
    func writable(_ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>) {
        if let secure = transport.pointee.tls {
            guard drainBacklog(id, transport, secure) else { return }
            if secure.pointee.isHandshaking { return }
        }
        engine.writable(id, now: now)
        flush()
    }
}
