public import WebSocketEngine

/// Where a server listens, how it is secured, and the engine's limits.
public struct ServerConfiguration: Sendable {
    /// Addresses or names to listen on. `127.0.0.1`: nobody but this machine, until told otherwise.
    public var hosts = ["127.0.0.1"]
    /// 1–65 535, or 0 for any free port. 8000 is the SYS_WSS interface's default.
    public var port: UInt16 = 8000
    public var tls = TLSIdentity.off
    public var settings = EngineSettings()
    /// Connections the kernel holds before they are accepted. 4 096: the kernel's own limit.
    public var listenBacklog: Int32 = 4096

    public init() {}
}

/// Whether and as whom a server speaks TLS.
public enum TLSIdentity: Hashable, Sendable {
    case off
    /// PEM files: the certificate with its chain, and its private key.
    case files(certificate: String, key: String)
    /// A P-256 key and certificate made at start, in memory, valid for 30 days, for `localhost`,
    /// the loopback addresses, the server's hosts and these names.
    case selfSigned(names: [String] = [])

    public var isOn: Bool { self != .off }
}
