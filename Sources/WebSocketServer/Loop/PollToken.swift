import WebSocketEngine

/// What the poller carries with each descriptor: a connection's identity, or one of the loop's own
/// descriptors, which lie above every slot.
enum PollToken {
    static let timer = UInt64(UInt32.max) << 32
    static let mailbox = UInt64(UInt32.max - 1) << 32
    /// Listeners follow from here on by their index.
    static let firstListener: UInt32 = 0xFFFF_0000

    @inline(__always)
    static func connection(_ id: ConnectionID) -> UInt64 {
        UInt64(id.slot) << 32 | UInt64(id.generation)
    }

    static func listener(_ index: Int) -> UInt64 {
        UInt64(firstListener &+ UInt32(truncatingIfNeeded: index)) << 32
    }

    @inline(__always)
    static func connection(in token: UInt64) -> ConnectionID {
        ConnectionID(
            slot: UInt32(truncatingIfNeeded: token >> 32),
            generation: UInt32(truncatingIfNeeded: token))
    }
}
