/// Where the bytes of a payload beyond its preview are kept; only who gave the place can read it.
@frozen
public struct PayloadPlace: Hashable, Sendable {
    public let start: UInt64
    /// Bytes kept there; fewer than there were where the payload was too large.
    public let count: Int

    @inlinable
    public init(start: UInt64 = 0, count: Int = 0) {
        self.start = start
        self.count = count
    }
}
