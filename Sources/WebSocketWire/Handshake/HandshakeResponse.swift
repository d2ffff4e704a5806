/// The server's answers to an opening handshake. RFC 6455 §4.2.2.
public enum HandshakeResponse {
    /// 101: the connection speaks WebSocket from the next byte on.
    ///
    /// - Parameter subprotocol: one that the client offered; nil leaves the header out.
    public static func switchingProtocols(
        _ request: HandshakeRequest, subprotocol: String? = nil, server: String? = nil
    ) -> [UInt8] { [] }

    /// An error status with a body of one line that says what was wrong and what to do.
    public static func rejection(status: UInt16, rule: Rule? = nil, server: String? = nil)
        -> [UInt8]
    { [] }

    /// 503 for a server whose slots are full: `Retry-After: 5`. RFC 9110 §15.6.4.
    public static func serviceUnavailable(server: String? = nil) -> [UInt8] {
        rejection(status: 503, server: server)
    }
}
