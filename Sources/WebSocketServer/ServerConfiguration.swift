public import WebSocketEngine

/// Where a server listens, how it is secured, and the engine's limits.
public struct ServerConfiguration: Sendable {
    /// Addresses or names to listen on. `127.0.0.1`: nobody but this machine, until told otherwise.
    public var hosts = ["127.0.0.1"]
    /// 1–65 535, or 0 for any free port. 8000 is the SYS_WSS interface's default.
    public var port: UInt16 = 8000
    public var tls = TLSIdentity.off
    /// More PEM files beside those of `tls`: the name that a client asks for chooses. RFC 6066 §3.
    public var moreIdentities: [PEMFiles] = []
    /// 1.2: what old devices still speak, with nothing in it that is known to be weak.
    public var lowestTLS = TLSVersion.v12
    /// A PEM file of authorities, one of which must have signed the certificate of each client;
    /// nil: clients need none.
    public var clientAuthorities: String?
    public var settings = EngineSettings()
    /// Connections the kernel holds before they are accepted. 4 096: the kernel's own limit.
    public var listenBacklog: Int32 = 4096

    public init() {}
}

/// A version of TLS. RFC 5246, RFC 8446.
public enum TLSVersion: Hashable, Sendable {
    case v12
    case v13
}

/// A certificate with its chain, and its private key, as PEM files.
public struct PEMFiles: Hashable, Sendable {
    public var certificate: String
    public var key: String

    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
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
