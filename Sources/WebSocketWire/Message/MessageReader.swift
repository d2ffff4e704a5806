/// Assembles the messages of one connection from bytes in any split. RFC 6455 §5.4, §6.2.
///
/// A value without references, so that a slot table can hold it inline. It owns raw memory while
/// a message is incomplete: `discard` gives that back.
@frozen
public struct MessageReader {
    @inlinable
    public init() {}

    /// Consumes the front of `input`, unmasking in place, up to the end of one frame.
    @inlinable
    public mutating func next(
        _ input: inout UnsafeMutableRawBufferPointer, limits: ReadLimits, pool: BufferPool
    ) -> ReadStep { .needsMore }

    /// Where the next bytes of an incomplete data payload belong; empty when none is open.
    @inlinable
    public var landing: UnsafeMutableRawBufferPointer { .init(start: nil, count: 0) }

    /// Takes `count` bytes that were put at the front of `landing`.
    @inlinable
    public mutating func landed(_ count: Int, limits: ReadLimits, pool: BufferPool) -> ReadStep {
        .needsMore
    }

    /// Gives all memory back and forgets what was read.
    @inlinable
    public mutating func discard(pool: BufferPool) {}

    /// Bytes of memory held for an incomplete or just delivered message.
    @inlinable
    public var heldBytes: Int { 0 }
}
