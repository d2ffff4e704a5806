import WebSocketEngine
import WebSocketWire

/// What the opening handshake of a client said. RFC 6455 §4.2.1.
///
/// The original keeps flags of an earlier client in a reused slot; here each client has its own.
public struct SYS_WSS_HANDSHAKE_CTXT: Hashable, Sendable {
    /// As `SYS_WSS.httpVersion1_1`.
    public let httpVersion: UInt16
    /// Sec-WebSocket-Version: 13.
    public let webSocketVersion: UInt8
    /// Upgrade: websocket was there; without it nobody gets in.
    public let upgradesToWebSocket: Bool
    /// An Origin was there.
    public let hasOrigin: Bool
    /// Connection: Upgrade was there; without it nobody gets in.
    public let connectionUpgrades: Bool
    /// Connection: close was there too.
    public let connectionCloses: Bool
    /// The 16 bytes that Sec-WebSocket-Key encodes.
    public let clientKey: [UInt8]
    /// Sec-WebSocket-Accept.
    public let serverKey: String

    init(_ facts: HandshakeFacts) {
        httpVersion = facts.httpVersion
        webSocketVersion = facts.version
        upgradesToWebSocket = true
        hasOrigin = facts.hasOrigin
        connectionUpgrades = true
        connectionCloses = facts.closesConnection
        let halves = [facts.keyHigh, facts.keyLow]
        clientKey = halves.flatMap { half in
            stride(from: UInt64(56), through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: half >> $0)
            }
        }
        let key = String(decoding: Base64.encode(clientKey), as: UTF8.self)
        serverKey = AcceptKey.compute(key: key)
    }
}
