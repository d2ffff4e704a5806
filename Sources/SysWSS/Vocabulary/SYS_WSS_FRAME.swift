import WebSocketWire

/// What a frame carries; the raw values are the opcodes. RFC 6455 §5.2.
public enum SYS_WSS_FRAME: UInt32, Sendable, CaseIterable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// nil for what `sendMessage` does not take: control frames have functions of their own.
    var dataOpcode: Opcode? {
        switch self {
        case .continuation: .continuation
        case .text: .text
        case .binary: .binary
        case .close, .ping, .pong: nil
        }
    }
}
