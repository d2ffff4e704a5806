import Glibc
import WebSocketEngine

// From the kernel to the engine.
extension EngineLoop {
    @inline(__always)
    func connectionReady(
        _ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>, _ ready: Readiness,
        _ application: any Application
    ) {
        if ready.isWritable { writable(id, transport) }
        if ready.isReadable || (ready.isOver && transport.pointee.armed.contains(.reading)) {
            if transport.pointee.tls == nil {
                receivePlain(id, transport)
            } else {
                receiveSecure(id, transport, application)
            }
        } else if ready.isOver {
            // Not reading, so that nothing else would tell: the peer is gone for good.
            let error = transport.pointee.socket.pendingError()
            engine.transportFailed(id, error == 0 ? .vanished : .transport(error), now: now)
        }
    }

    @inline(__always)
    private func receivePlain(
        _ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>
    ) {
        let whole = engine.landing(id)
        let landing =
            whole.count > Self.landingShare
            ? UnsafeMutableRawBufferPointer(rebasing: whole[..<Self.landingShare]) : whole
        let shared = UnsafeMutableRawBufferPointer(
            start: receiveBuffer, count: engine.readShare(id, of: Self.receiveShare))
        let socket = transport.pointee.socket
        let count: Int
        if let base = landing.baseAddress, landing.count < whole.count {
            count = socket.receive(base, landing.count)
        } else if landing.isEmpty {
            count = socket.receive(receiveBuffer, shared.count)
        } else {
            count = socket.receive(landing, shared)
        }
        if count > 0 {
            let landed = min(count, landing.count)
            let rest = UnsafeMutableRawBufferPointer(start: receiveBuffer, count: count &- landed)
            engine.received(id, landed: landed, rest: rest, now: now)
        } else {
            receivedNothing(id, count)
        }
    }

    /// The end of the stream, or a failure by its negative errno.
    func receivedNothing(_ id: ConnectionID, _ count: Int) {
        if count == 0 {
            engine.peerFinished(id, now: now)
        } else if count != Socket.wouldBlock {
            engine.transportFailed(id, .transport(Int32(truncatingIfNeeded: -count)), now: now)
        }
    }
}
