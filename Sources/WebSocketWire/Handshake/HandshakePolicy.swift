/// Which lawful requests this server answers. RFC 6455 §4.2.2, §10.2.
public struct HandshakePolicy: Hashable, Sendable {
    /// The paths served; nil serves every path, which suits a server with one service.
    public var paths: Set<String>?
    /// Origins allowed, as `scheme://host[:port]`; "*" allows all. Empty, the default, allows the
    /// origin whose authority is the request's own Host, so that no foreign page gets in.
    public var origins: [String]
    /// Hosts allowed beside loopback when `loopbackHostsOnly` is on.
    public var hosts: [String]
    /// Whether Host must be loopback or listed: for a server bound to loopback, against pages
    /// that point a name of their own at it.
    public var loopbackHostsOnly: Bool
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

    /// The first policy that the request runs into; nil when it is welcome.
    public func judge(_ request: HandshakeRequest) -> Rule? { nil }

    /// The first subprotocol of the client's list that the server speaks. RFC 6455 §4.2.2.
    public func subprotocol(for request: HandshakeRequest) -> String? {
        request.subprotocols.first { subprotocols.contains($0) }
    }
}
