/// The listening sockets of one start.
struct ListenerSet: Sendable {
    private(set) var listeners: [Listener] = []

    /// Tries again when a free port for the first address was taken at another.
    static let freePortAttempts = 8

    init(_ configuration: ServerConfiguration) throws(ServerError) {
        if configuration.hosts.isEmpty { throw .noHosts }
        var attempts = configuration.port == 0 ? Self.freePortAttempts : 1
        while true {
            attempts -= 1
            do throws(ServerError) {
                try listen(configuration)
                return
            } catch {
                close()
                if case .addressInUse = error, attempts > 0 { continue }
                throw error
            }
        }
    }

    var bound: [BoundAddress] { listeners.map(\.bound) }

    mutating func close() {
        listeners.forEach { $0.close() }
        listeners = []
    }

    private mutating func listen(_ configuration: ServerConfiguration) throws(ServerError) {
        for host in configuration.hosts {
            let before = listeners.count
            var unavailable: ServerError?
            for address in try HostResolver.resolve(host, port: configuration.port) {
                do throws(ServerError) {
                    try listen(address, host, configuration)
                } catch {
                    // A name such as localhost may mean a family this machine does not have.
                    guard case .addressNotAvailable = error else { throw error }
                    unavailable = error
                }
            }
            if listeners.count == before, let unavailable { throw unavailable }
        }
    }

    private mutating func listen(
        _ address: SocketAddress, _ host: String, _ configuration: ServerConfiguration
    ) throws(ServerError) {
        var address = address
        if configuration.port == 0, let first = listeners.first { address.port = first.bound.port }
        // Two hosts may mean the same address.
        let isKnown = listeners.contains {
            $0.bound.address == address.peer && address.port != 0
        }
        if isKnown { return }
        listeners.append(
            try Listener(
                address, host: host, isSecure: configuration.tls.isOn,
                backlog: configuration.listenBacklog))
    }
}
