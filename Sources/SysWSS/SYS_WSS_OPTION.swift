/// What the interface's SYS_WSS_CONFIG has no field for; the raw values are the names in C.
public enum SYS_WSS_OPTION: String, Sendable, CaseIterable {
    /// Client indexes: 1 to 65 536. 2, as in the original.
    case slots
    /// Bytes of a message. 16 MiB: what two clients send at once is a small part of the memory.
    case receiveLimit = "receive-limit"
    /// Bytes that may wait for a client to read. 1 MiB.
    case sendLimit = "send-limit"
    /// Milliseconds without a frame from the client; 0 for ever. 30 000, as in the original.
    case clientTimeout = "client-timeout"
    /// Milliseconds for TLS and the opening handshake. 10 000; the original waits for ever.
    case handshakeTimeout = "handshake-timeout"
    /// Milliseconds for the closing handshake. 10 000; the original waits for ever.
    case closeTimeout = "close-timeout"
    /// Milliseconds from one automatic ping to the next. 0, none, as in the original: the pongs
    /// would keep a silent client from its timeout.
    case pingInterval = "ping-interval"
    /// Milliseconds from a ping to its pong; 0 for ever. 20 000.
    case pongTimeout = "pong-timeout"
    /// Addresses or names to listen on, with commas between. 127.0.0.1: nobody but this machine.
    case host
    /// Where `initialize` is given no configuration. 8000.
    case port
    /// PEM files for TLS, the chain and its key; without them the certificate is made at start.
    case certificate, key
    /// Which browsers' pages may connect, with commas between, * for any. The same host.
    case origins
    /// The paths that are served, with commas between. Any.
    case paths
    /// What the server speaks, with commas between. None.
    case subprotocols

    /// The environment variable that supplies it where no code does.
    public var environmentName: String {
        "SYS_WSS_" + rawValue.uppercased().split(separator: "-").joined(separator: "_")
    }

    /// Whole numbers that it takes; nil for text.
    var range: ClosedRange<Int>? {
        switch self {
        case .slots: 1...65_536
        case .receiveLimit, .sendLimit: 125...(1 << 30)
        case .clientTimeout, .pingInterval, .pongTimeout: 0...86_400_000
        case .handshakeTimeout, .closeTimeout: 1...86_400_000
        case .port: 0...65_535
        case .host, .certificate, .key, .origins, .paths, .subprotocols: nil
        }
    }
}
