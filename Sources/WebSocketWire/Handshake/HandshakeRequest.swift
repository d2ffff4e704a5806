/// A client's lawful opening handshake. RFC 6455 §4.2.1.
public struct HandshakeRequest: Hashable, Sendable {
    public var method: String
    /// The request target as sent: origin-form or absolute-form. RFC 9112 §3.2.
    public var target: String
    /// The target's path, percent-encoding kept; "/" where it is empty.
    public var path: String
    /// What follows the first "?"; nil without one.
    public var query: String?
    /// Major version in the high byte, minor in the low one: 0x0101 for HTTP/1.1.
    public var httpVersion: UInt16
    /// Whether Connection names "close" beside "Upgrade". RFC 9112 §9.6.
    public var closesConnection: Bool
    /// The authority of an absolute-form target, otherwise the Host header. RFC 9112 §3.2.2.
    public var host: String
    public var origin: String?
    /// Sec-WebSocket-Key as sent: 24 characters.
    public var key: String
    /// Sec-WebSocket-Version; always 13 once accepted.
    public var version: Int
    /// What the client offers, in its order of preference. RFC 6455 §1.9.
    public var subprotocols: [String]
    /// Sec-WebSocket-Extensions as sent, repeated headers joined by a comma; nil without one.
    public var extensions: String?
    /// What that header says, in the client's order of preference. RFC 6455 §9.1.
    public var extensionOffers: [ExtensionOffer]
    public var userAgent: String?
    public var headerCount: Int
    /// Where what a policy looks at is, counted from the start of the request.
    var targetOffset: Int
    var hostOffset: Int
    var originOffset: Int?

    /// The 16 bytes that the key encodes, as two big-endian halves. RFC 6455 §4.1.
    public var decodedKey: (high: UInt64, low: UInt64) {
        var text = key
        let key = text.withUTF8 { HandshakeKey(UnsafeRawBufferPointer($0)) }
        return key.map { ($0.high, $0.low) } ?? (0, 0)
    }
}
