import WebSocketWire

/// One thing a simulated client does.
enum Deed {
    case send(Opcode, fin: Bool, [UInt8])
    /// A frame that breaks a clause of the RFC.
    case breakRule(FrameHeader, [UInt8])
    /// Reads and answers for this many milliseconds.
    case listen(Int32)
    /// The same, but reads hardly anything.
    case dawdle(Int32)
    case close(CloseCode, String)
    /// Ends TCP with a reset.
    case vanish

    static func text(_ text: String) -> Deed { .send(.text, fin: true, Array(text.utf8)) }
    static func binary(_ bytes: [UInt8]) -> Deed { .send(.binary, fin: true, bytes) }
    static func ping(_ text: String) -> Deed { .send(.ping, fin: true, Array(text.utf8)) }
}
