import WebSocketEngine

/// Decides which frames the list shows, one after another in their order.
struct FrameSieve: Sendable {
    /// Frames of this connection alone; nil for all.
    var scope: ConnectionID?
    var filter: Filter?
    /// Whether a message in fragments is one row: its first that fits.
    var folds = false
    /// By the message, the fragment that stands for it.
    private(set) var heads: [UInt64: UInt64] = [:]
    /// How many frames the log keeps.
    var kept = Scene.framesKept

    init(scope: ConnectionID? = nil, filter: Filter? = nil, folds: Bool = false) {
        self.scope = scope
        self.filter = filter
        self.folds = folds
    }

    mutating func shows(_ entry: FrameEntry) -> Bool {
        guard FrameText.isShown(entry, scope, filter) else { return false }
        guard folds, let fragment = entry.fragment else { return true }
        let oldest = oldest(entry)
        if heads.count > kept * 2 { heads = heads.filter { $0.value > oldest } }
        if let head = heads[fragment.message], head > oldest { return false }
        heads[fragment.message] = entry.sequence
        return true
    }

    /// What is older than that is no longer kept.
    private func oldest(_ entry: FrameEntry) -> UInt64 {
        entry.sequence - min(entry.sequence, UInt64(kept))
    }
}
