/// Which lawful requests this server answers. RFC 6455 §4.2.2, §10.2.
public struct HandshakePolicy: Hashable, Sendable {
    /// The paths served; nil serves every path, which suits a server with one service.
    public var paths: Set<String>?
    /// Origins allowed, as `scheme://host[:port]`; "*" allows all. Empty, the default, allows the
    /// origin whose authority is the request's own Host, so that no foreign page gets in.
    public var origins: [String]
    /// Hosts allowed beside loopback when `loopbackHostsOnly` is on; one without a port stands
    /// for the host at any port.
    public var hosts: [String]
    /// Whether Host must be loopback or listed: for a server bound to loopback, against pages
    /// that point a name of their own at it.
    public var loopbackHostsOnly: Bool
    /// Where it is not empty, Host must be one of these, or loopback at a server bound to
    /// loopback; one without a port stands for the host at any port.
    public var allowedHosts: [String] = []
    /// What the server speaks. RFC 6455 §1.9.
    public var subprotocols: [String]

    public init(
        paths: Set<String>? = nil, origins: [String] = [], hosts: [String] = [],
        loopbackHostsOnly: Bool = false, subprotocols: [String] = []
    ) {
        self.paths = paths
        self.origins = origins
        self.hosts = hosts
        self.loopbackHostsOnly = loopbackHostsOnly
        self.subprotocols = subprotocols
    }

    /// The policy of a server that listens on these addresses or names, which are its hosts; bound
    /// to loopback alone, it answers to no other.
    public init(
        listeningOn hosts: [String], paths: Set<String>? = nil, origins: [String] = [],
        subprotocols: [String] = []
    ) {
        let isLoopback = hosts.allSatisfy { host in
            let isBare = host.contains(":") && !host.hasPrefix("[")
            return Authority(isBare ? "[\(host)]" : host)?.isLoopback ?? false
        }
        self.init(
            paths: paths, origins: origins, hosts: hosts, loopbackHostsOnly: isLoopback,
            subprotocols: subprotocols)
    }

    /// The first policy that the request runs into; nil when it is welcome.
    public func judge(_ request: HandshakeRequest) -> Verdict? {
        if !allowsHost(request.host) {
            return Verdict(rule: .hostRefused, byteOffset: request.hostOffset)
        }
        if !allowsOrigin(of: request) {
            return Verdict(rule: .originRefused, byteOffset: request.originOffset ?? 0)
        }
        if let paths, !paths.contains(request.path) {
            return Verdict(rule: .pathRefused, byteOffset: request.targetOffset)
        }
        return nil
    }

    /// The first subprotocol of the client's list that the server speaks. RFC 6455 §4.2.2.
    public func subprotocol(for request: HandshakeRequest) -> String? {
        request.subprotocols.first { subprotocols.contains($0) }
    }

    private func allowsHost(_ text: String) -> Bool {
        guard loopbackHostsOnly || !allowedHosts.isEmpty else { return true }
        guard let host = Authority(text) else { return false }
        if loopbackHostsOnly, host.isLoopback || Self.lists(hosts, host) { return true }
        return Self.lists(allowedHosts, host)
    }

    private static func lists(_ hosts: [String], _ host: Authority) -> Bool {
        hosts.contains { listed in
            guard let listed = Authority(listed) else { return false }
            return listed.name == host.name && (listed.port == nil || listed.port == host.port)
        }
    }

    /// Whether a text is a host and perhaps a port, as `allowedHosts` has them. RFC 3986 §3.2.2.
    public static func isHost(_ text: String) -> Bool {
        guard let authority = Authority(text) else { return false }
        let isAddress = authority.name.hasPrefix("[") && authority.name.hasSuffix("]")
        let allowed: (UInt8) -> Bool = { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
                || byte == 0x2E || byte == 0x5F || (isAddress && [0x3A, 0x5B, 0x5D].contains(byte))
        }
        return authority.name.utf8.allSatisfy(allowed)
    }

    /// A request without an Origin does not come from a page. RFC 6455 §10.2.
    private func allowsOrigin(of request: HandshakeRequest) -> Bool {
        guard let text = request.origin, !origins.contains("*") else { return true }
        if origins.contains(text) { return true }
        guard let origin = WebOrigin(text) else { return false }
        guard origins.isEmpty else { return origins.contains { WebOrigin($0) == origin } }
        return Authority(request.host).map(origin.hasAuthority) ?? false
    }
}
