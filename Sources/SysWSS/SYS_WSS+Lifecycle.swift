import Glibc
import WebSocketEngine
public import WebSocketServer
import WebSocketWire

extension SYS_WSS {
    /// Listens and serves on a queue of its own.
    ///
    /// The original ignores callback and cookie; here the callback is registered, and nil leaves
    /// the one that is. A service that runs is refused, since a second one would need its port.
    ///
    /// - Parameter config: nil for port 8000, or the option `port`, without TLS.
    @discardableResult
    public func initialize(
        _ config: SYS_WSS_CONFIG? = nil, callback: Callback? = nil
    ) throws(SYS_WSS_ERROR) -> [BoundAddress] {
        do throws(SYS_WSS_ERROR) {
            return try begin(config, callback)
        } catch {
            _ = complain(error.description)
            throw error
        }
    }

    private func begin(
        _ config: SYS_WSS_CONFIG?, _ callback: Callback?
    ) throws(SYS_WSS_ERROR) -> [BoundAddress] {
        if case .hosted(let server) = phase.withLock({ $0 }) {
            if let callback { registerCallback(callback) }
            return server.addresses
        }
        if reporter.lent != nil, server != nil {
            throw SYS_WSS_ERROR(
                "the service runs until the callback returns: initialise it from elsewhere")
        }
        return try lifecycle.withLock { (_: inout Void) throws(SYS_WSS_ERROR) in
            try finishEnding()
            if let server {
                throw SYS_WSS_ERROR(
                    "the service runs already on \(Self.text(server.addresses)): call"
                        + " SYS_WSS_Deinitialize first")
            }
            return try start(config, callback)
        }
    }

    private func start(
        _ config: SYS_WSS_CONFIG?, _ callback: Callback?
    ) throws(SYS_WSS_ERROR) -> [BoundAddress] {
        let chosen = try options.withLock { $0 }.filled { name in
            getenv(name).map { String(cString: $0) }
        }
        let configuration = try chosen.configuration(config)
        let server = WebSocketServer(configuration: configuration)
        server.register(application: reporter)
        reporter.clients.reset(slots: configuration.settings.slots)
        let former = reporter.callback.withLock { $0 }
        if let callback { registerCallback(callback) }
        do throws(ServerError) {
            phase.withLock { $0 = .running(server) }
            return try server.start()
        } catch {
            phase.withLock { $0 = .stopped }
            reporter.clients.reset(slots: 0)
            registerCallback(former)
            throw SYS_WSS_ERROR(error.description)
        }
    }

    /// Closes every client with 1001, waits for them at most two seconds and stops listening.
    /// Twice is harmless.
    ///
    /// Inside the callback it does not wait: CLOSING and CLOSED of each client still come. The
    /// original leaves its timer running, so that the next one ticks twice as fast.
    public func deinitialize() {
        if case .hosted(let server) = phase.withLock({ $0 }) {
            _ = server.submit(.close(.all, code: .goingAway, reason: []))
            registerCallback(nil)
            return
        }
        if reporter.lent != nil {
            beginEnding()?.stop()
            return
        }
        lifecycle.withLock { _ in
            _ = beginEnding()
            finishEndingQuietly()
        }
    }

    /// From now on the service is this server's, which is about to start.
    package func host(_ server: WebSocketServer) {
        server.register(application: reporter)
        reporter.clients.reset(slots: server.configuration.settings.slots)
        phase.withLock { $0 = .hosted(server) }
    }

    /// The server, if it ran until now.
    private func beginEnding() -> WebSocketServer? {
        phase.withLock { phase in
            guard case .running(let server) = phase else { return nil }
            phase = .ending(server)
            return server
        }
    }

    private func finishEnding() throws(SYS_WSS_ERROR) {
        if WebSocketServer.isOnEngineQueue, case .ending = phase.withLock({ $0 }) {
            throw SYS_WSS_ERROR("the service is still ending: initialise it from another thread")
        }
        finishEndingQuietly()
    }

    /// Waits for a server that ends, and forgets it.
    private func finishEndingQuietly() {
        guard case .ending(let server) = phase.withLock({ $0 }) else { return }
        server.stop()
        phase.withLock { $0 = .stopped }
        reporter.clients.reset(slots: 0)
    }

    private static func text(_ addresses: [BoundAddress]) -> String {
        addresses.map(\.url).joined(separator: ", ")
    }
}
