/// The state of a slot, with the raw values of SYS_WSS_STATE.
@frozen
public enum ConnectionState: UInt8, Sendable, CaseIterable {
    case connecting = 0
    case connected = 1
    case closing = 2
    case closed = 3

    /// The interface's word in capitals.
    public var name: String {
        switch self {
        case .connecting: "CONNECTING"
        case .connected: "CONNECTED"
        case .closing: "CLOSING"
        case .closed: "CLOSED"
        }
    }
}
