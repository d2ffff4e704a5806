import WebSocketEngine

/// A row that one can come back to, by its identity: it may move, and may be gone by then.
enum Spot: Hashable, Sendable {
    case slot(ConnectionID)
    case event(UInt64)
    case frame(UInt64)
    /// The same frame, bit by bit.
    case bits(UInt64)

    /// As hints and messages name it.
    var name: String {
        switch self {
        case .slot(let id): "slot \(id)"
        case .event(let sequence): "event \(sequence)"
        case .frame(let sequence): "frame #\(sequence)"
        case .bits(let sequence): "bits of #\(sequence)"
        }
    }
}
