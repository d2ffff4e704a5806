import WebSocketEngine

/// A short message at the bottom of the screen that goes away by itself.
struct Toast: Hashable, Sendable {
    enum Level: Hashable, Sendable { case note, warning, error }

    /// Long enough to read a line, short enough not to stand in the way.
    static let life: UInt64 = 6_000_000_000

    var text: String
    var level: Level
    var until: Instant
}
