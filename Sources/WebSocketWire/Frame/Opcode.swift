/// What a frame carries. RFC 6455 §5.2, §11.8.
@frozen
public enum Opcode: UInt8, Sendable, CaseIterable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// Opcodes with the high bit set are control frames. RFC 6455 §5.5.
    @inlinable
    public var isControl: Bool { rawValue & 0x8 != 0 }

    /// The RFC's word for the frame, in capitals as a console shows it.
    public var name: String {
        switch self {
        case .continuation: "CONTINUATION"
        case .text: "TEXT"
        case .binary: "BINARY"
        case .close: "CLOSE"
        case .ping: "PING"
        case .pong: "PONG"
        }
    }
}
