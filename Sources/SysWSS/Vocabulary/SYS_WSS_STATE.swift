import WebSocketEngine

/// The state of a client index. Raw values are the interface's; never rely on zero.
public enum SYS_WSS_STATE: UInt32, Sendable, CaseIterable {
    /// TCP is there, and TLS if it is on; the opening handshake is read.
    case connecting = 0
    case connected = 1
    /// A close frame went either way, or the handshake was rejected. The original does not enter it
    /// when the server closes.
    case closing = 2
    /// Nobody is there: where every client index begins, though its raw value is 3.
    case closed = 3

    init(_ state: ConnectionState) {
        switch state {
        case .connecting: self = .connecting
        case .connected: self = .connected
        case .closing: self = .closing
        case .closed: self = .closed
        }
    }
}
