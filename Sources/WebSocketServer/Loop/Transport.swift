/// What the loop knows of one slot: its descriptor, for which generation, and how it is polled.
///
/// Plain memory in one table, so that the hot path reads it through a pointer.
struct Transport: BitwiseCopyable {
    /// -1 when the slot has none.
    var descriptor: Int32 = -1
    var generation: UInt32 = 0
    /// What the engine wants to hear of.
    var wanted: Interest = .reading
    /// What the poller was told.
    var armed: Interest = .reading
    /// nil for plain connections.
    var tls: UnsafeMutablePointer<TLSConnection>?

    var isOpen: Bool { descriptor >= 0 }
    var socket: Socket { Socket(descriptor: descriptor) }
}
