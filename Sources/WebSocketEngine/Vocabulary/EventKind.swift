/// What happened, with the raw values of SYS_WSS_EVENTS; an extension of ours starts at 128.
@frozen
public enum EventKind: UInt8, Sendable, CaseIterable {
    case error = 0
    case connecting = 1
    case connected = 2
    case binaryReceived = 3
    case textReceived = 4
    case pingReceived = 5
    case pongReceived = 6
    case closeFrameReceived = 7
    case closing = 8
    case closed = 9
    case invalidFrame = 10
    case timeout = 11
    /// What became of a command; never passed to a SYS_WSS callback.
    case outcome = 128

    /// Whether the SYS_WSS interface knows this event.
    @inlinable
    public var isSysWSS: Bool { rawValue < 128 }

    /// The interface's word without its prefix, in capitals.
    public var name: String {
        switch self {
        case .error: "ERR"
        case .connecting: "CONNECTING"
        case .connected: "CONNECTED"
        case .binaryReceived: "BIN_DATA_RX"
        case .textReceived: "TXT_DATA_RX"
        case .pingReceived: "PING_RX"
        case .pongReceived: "PONG_RX"
        case .closeFrameReceived: "CLOSE_FRAME_RX"
        case .closing: "CLOSING"
        case .closed: "CLOSED"
        case .invalidFrame: "INVALID_FRAME"
        case .timeout: "TIMEOUT"
        case .outcome: "COMMAND"
        }
    }
}
