import WebSocketEngine

/// Something that is done only after a `y`.
struct Question: Sendable {
    enum Consequence: Sendable {
        case submit([Command], what: String)
        case drain(Drain)
        case quit
    }

    /// Without its mark: `close 3 slots with 1000`.
    var text: String
    var consequence: Consequence
}
