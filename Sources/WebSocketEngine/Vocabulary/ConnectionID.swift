/// Names one connection for ever: a slot and how often that slot has been taken.
///
/// A late command, a stale readiness event and a tombstone all miss harmlessly, because the
/// generation has moved on.
@frozen
public struct ConnectionID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The client index of the SYS_WSS interface.
    public let slot: UInt32
    public let generation: UInt32

    @inlinable
    public init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    @inlinable
    public static func < (a: ConnectionID, b: ConnectionID) -> Bool {
        (a.slot, a.generation) < (b.slot, b.generation)
    }

    /// `slot.generation`, as the console writes it.
    public var description: String { "\(slot).\(generation)" }
}
