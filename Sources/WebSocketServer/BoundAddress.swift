public import WebSocketEngine

/// One address a server listens on.
public struct BoundAddress: Hashable, Sendable, CustomStringConvertible {
    /// The configured host this address came from.
    public let host: String
    /// The address and the port in use, also where port 0 was asked for.
    public let address: PeerAddress
    public let isSecure: Bool

    public init(host: String, address: PeerAddress, isSecure: Bool) {
        self.host = host
        self.address = address
        self.isSecure = isSecure
    }

    public var port: UInt16 { address.port }

    /// What a client opens: `ws://127.0.0.1:8000` or `wss://[::1]:8000`. RFC 6455 §3.
    public var url: String { "\(isSecure ? "wss" : "ws")://\(address)" }

    public var description: String { url }
}
