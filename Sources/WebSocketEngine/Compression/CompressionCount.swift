/// Bytes of compressed messages in one direction, on the wire and without compression.
@frozen
public struct CompressionCount: Hashable, Sendable {
    /// Payload bytes as they travelled.
    public var packed: UInt64 = 0
    /// The same messages inflated.
    public var plain: UInt64 = 0

    public init() {}

    @inline(__always)
    mutating func add(packed: Int, plain: Int) {
        self.packed &+= UInt64(truncatingIfNeeded: packed)
        self.plain &+= UInt64(truncatingIfNeeded: plain)
    }
}
