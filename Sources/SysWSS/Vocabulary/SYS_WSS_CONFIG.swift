/// Where the service listens, and whether by TLS.
public struct SYS_WSS_CONFIG: Hashable, Sendable {
    /// 1 to 65 535; more is refused. 0 takes any port that is free. The default is 8000.
    public var port: UInt32
    /// With the options `certificate` and `key`, else with a certificate made at start. Off.
    public var isTLSEnabled: Bool

    public init(port: UInt32 = 8000, isTLSEnabled: Bool = false) {
        self.port = port
        self.isTLSEnabled = isTLSEnabled
    }
}
