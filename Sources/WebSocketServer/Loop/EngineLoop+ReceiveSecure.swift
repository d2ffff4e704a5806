import COpenSSL
import WebSocketEngine

// From the kernel through TLS to the engine.
extension EngineLoop {
    /// How a run of TLS reads ended.
    private enum ReadEnd {
        case needsMore
        case finished
        case failed
    }

    func receiveSecure(
        _ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>,
        _ application: any Application
    ) {
        guard let wire = wire(for: id), let secure = transport.pointee.tls else { return }
        let landing = engine.landing(id)
        let share = landing.count + engine.readShare(id, of: TLSWire.receiveCapacity)
        let count = transport.pointee.socket.receive(
            wire.received, min(share, TLSWire.receiveCapacity))
        guard count > 0 else { return receivedNothing(id, count) }
        wire.offer(count)
        if secure.pointee.isHandshaking, !handshake(id, transport, secure, wire) { return }

        var end = ReadEnd.needsMore
        var landed = 0
        if !landing.isEmpty { end = Self.read(secure.pointee.ssl, landing, &landed) }
        var rest = 0
        if landed == landing.count {
            let shared = UnsafeMutableRawBufferPointer(
                start: receiveBuffer, count: Self.receiveCapacity)
            end = Self.read(secure.pointee.ssl, shared, &rest)
        }
        // Tickets, key updates and alerts leave with the answer to what was read.
        let isHeard = landed > 0 || rest > 0
        if !(isHeard && wire.keep(for: id)), !sendCiphertext(id, transport, secure, wire) {
            return
        }
        if isHeard {
            engine.received(
                id, landed: landed,
                rest: UnsafeMutableRawBufferPointer(start: receiveBuffer, count: rest), now: now)
        }
        guard end != .needsMore else { return }
        // What came before the end, in the same segment, is heard before it.
        settle(application)
        switch end {
        case .needsMore: break
        case .finished: engine.peerFinished(id, now: now)
        case .failed: engine.transportFailed(id, .tlsFailed, now: now)
        }
    }

    /// Whether the handshake is done, and reading may go on.
    private func handshake(
        _ id: ConnectionID, _ transport: UnsafeMutablePointer<Transport>,
        _ secure: UnsafeMutablePointer<TLSConnection>, _ wire: TLSWire
    ) -> Bool {
        OpenSSLError.clear()
        let result = SSL_do_handshake(secure.pointee.ssl)
        let wantsMore =
            result != 1 && SSL_get_error(secure.pointee.ssl, result) == SSL_ERROR_WANT_READ
        // Its answer, or the alert that says what was wrong; tickets can wait.
        if result != 1, !sendCiphertext(id, transport, secure, wire) { return false }
        if wantsMore { return false }
        guard result == 1 else {
            engine.transportFailed(id, .tlsFailed, saying: OpenSSLError.takeReason(), now: now)
            return false
        }
        secure.pointee.isHandshaking = false
        engine.secured(id, now: now)
        return true
    }

    /// Decrypts until the ciphertext is used up or the memory is full. The receive buffer never
    /// is: it holds more than one receive brings.
    private static func read(
        _ ssl: OpaquePointer, _ memory: UnsafeMutableRawBufferPointer, _ total: inout Int
    ) -> ReadEnd {
        guard let base = memory.baseAddress else { return .needsMore }
        while total < memory.count {
            var count = 0
            OpenSSLError.clear()
            if SSL_read_ex(ssl, base + total, memory.count - total, &count) == 1 {
                total += count
                continue
            }
            switch SSL_get_error(ssl, 0) {
            case SSL_ERROR_WANT_READ: return .needsMore
            case SSL_ERROR_ZERO_RETURN: return .finished
            default: return .failed
            }
        }
        return .needsMore
    }
}
