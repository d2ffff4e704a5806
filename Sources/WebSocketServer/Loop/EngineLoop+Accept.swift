import Glibc
import WebSocketEngine

/// Whether listeners accept, and what is needed when they cannot.
struct Intake {
    var reserve = ReserveDescriptor()
    var pausedAt: Instant?
    var reportedAt: Instant?
}

// New connections.
extension EngineLoop {
    /// Connections accepted in one go. 64: then those that are open have their turn.
    static let acceptShare = 64
    /// How long listeners rest when no descriptor is left.
    static let acceptPause = 100 * UInt64.millisecond
    /// Log lines about that: at most one a second.
    static let reportInterval = UInt64.second

    func accept(at index: Int, _ application: any Application) {
        guard index < listeners.listeners.count, intake.pausedAt == nil else { return }
        let listener = listeners.listeners[index]
        var peer = sockaddr_storage()
        for _ in 0..<Self.acceptShare {
            let descriptor = accepting.accept(listener.descriptor, &peer)
            if descriptor >= 0 {
                admit(Socket(descriptor: descriptor), PeerAddress(peer), application)
                // Effects come before the next accept: a slot is never reused while its old
                // descriptor is open.
                settle(application)
                continue
            }
            switch -descriptor {
            case EAGAIN: return
            // The connection went away while it waited.
            case ECONNABORTED, EPROTO: continue
            default: return acceptFailed(-descriptor, listener, application)
            }
        }
    }

    private func admit(
        _ socket: Socket, _ peer: PeerAddress, _ application: any Application
    ) {
        let isWelcome = engine.admits(peer, now: now)
        // Who made room is gone before its slot is taken again.
        settle(application)
        guard isWelcome else { return socket.close() }
        var secure: UnsafeMutablePointer<TLSConnection>?
        if let tls {
            guard let connection = tls.makeConnection() else { return socket.reset() }
            secure = .allocate(capacity: 1)
            secure?.initialize(to: connection)
        }
        guard let id = engine.accept(peer: peer, secure: secure != nil, now: now),
            Int(id.slot) < transportCount
        else {
            secure?.pointee.free()
            secure?.deallocate()
            return socket.close()
        }
        transports[Int(id.slot)] = Transport(
            descriptor: socket.descriptor, generation: id.generation, tls: secure)
        openCount += 1
        let failure = poller.add(
            socket.descriptor, .reading, token: PollToken.connection(id))
        if failure != 0 { engine.transportFailed(id, .transport(failure), now: now) }
    }

    private func acceptFailed(
        _ failure: Int32, _ listener: Listener, _ application: any Application
    ) {
        if failure == EMFILE || failure == ENFILE {
            intake.reserve.turnAway(listener.descriptor)
        }
        pauseListeners()
        if let reported = intake.reportedAt, now.since(reported) < Self.reportInterval { return }
        intake.reportedAt = now
        engine.report(.transport(failure), now: now)
        settle(application)
    }

    private func pauseListeners() {
        intake.pausedAt = now
        for (index, listener) in listeners.listeners.enumerated() {
            _ = poller.modify(listener.descriptor, [], token: PollToken.listener(index))
        }
    }

    func resumeListeners() {
        guard let pausedAt = intake.pausedAt, now.since(pausedAt) >= Self.acceptPause else {
            return
        }
        intake.pausedAt = nil
        for (index, listener) in listeners.listeners.enumerated() {
            _ = poller.modify(listener.descriptor, .reading, token: PollToken.listener(index))
        }
    }
}
