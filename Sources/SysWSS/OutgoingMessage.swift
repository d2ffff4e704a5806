import WebSocketEngine
import WebSocketWire

/// How far a message to one client has come, over the calls that send its fragments.
/// RFC 6455 §5.4.
struct OutgoingMessage: Hashable, Sendable {
    private enum Kind: Hashable { case none, text, binary }

    private var kind = Kind.none
    private var text = UTF8Validator()

    /// Takes the next frame; a refused one changes nothing. Text is judged here where it comes in
    /// fragments; a whole message is left to the caller.
    mutating func take(
        _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer
    ) -> Refusal? {
        guard (opcode == .continuation) == (kind != .none) else { return .fragmentOrder }
        if fin, opcode != .continuation { return nil }
        var next = self
        if opcode != .continuation {
            next.kind = opcode == .text ? .text : .binary
            next.text = UTF8Validator()
        }
        if next.kind == .text {
            guard next.text.validate(payload) == nil, !fin || next.text.isComplete else {
                return .notUTF8
            }
        }
        if fin { next.kind = .none }
        self = next
        return nil
    }
}
