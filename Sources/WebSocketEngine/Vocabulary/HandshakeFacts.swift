public import WebSocketWire

/// What the client's opening handshake said, as CONNECTED tells it. RFC 6455 §4.2.1.
@frozen
public struct HandshakeFacts: Hashable, Sendable {
    /// The 16 bytes that Sec-WebSocket-Key encodes, as two big-endian halves.
    public let keyHigh: UInt64
    public let keyLow: UInt64
    /// Major version in the high byte, minor in the low one: 0x0101 for HTTP/1.1.
    public let httpVersion: UInt16
    /// Sec-WebSocket-Version.
    public let version: UInt8
    public let hasOrigin: Bool
    /// Whether Connection named "close" beside "Upgrade".
    public let closesConnection: Bool

    @inlinable
    public init(
        keyHigh: UInt64, keyLow: UInt64, httpVersion: UInt16 = 0x0101, version: UInt8 = 13,
        hasOrigin: Bool = false, closesConnection: Bool = false
    ) {
        self.keyHigh = keyHigh
        self.keyLow = keyLow
        self.httpVersion = httpVersion
        self.version = version
        self.hasOrigin = hasOrigin
        self.closesConnection = closesConnection
    }

    public init(_ request: HandshakeRequest) {
        let key = request.decodedKey
        self.init(
            keyHigh: key.high, keyLow: key.low,
            httpVersion: request.httpVersion, version: UInt8(clamping: request.version),
            hasOrigin: request.origin != nil, closesConnection: request.closesConnection)
    }
}
