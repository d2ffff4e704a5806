/// Bytes that grow in a buffer of a pool; whoever holds them gives them back.
@frozen
public struct PooledBytes {
    @usableFromInline var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// Bytes that are there.
    public internal(set) var count = 0

    @inlinable
    init() {}

    @inlinable
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory.baseAddress, count: count)
    }

    /// Where more bytes belong, up to `limit` in all.
    func room(limit: Int = .max) -> UnsafeMutableRawBufferPointer {
        let end = max(count, min(memory.count, limit))
        return UnsafeMutableRawBufferPointer(rebasing: memory[count..<end])
    }

    /// Makes room for `capacity` bytes in all; false when memory is refused.
    mutating func reserve(_ capacity: Int, _ pool: BufferPool) -> Bool {
        guard capacity > memory.count else { return true }
        guard let larger = pool.take(capacity) else { return false }
        larger.copyMemory(from: bytes)
        if let base = memory.baseAddress { pool.give(base, capacity: memory.count) }
        memory = larger
        return true
    }

    /// Returns the memory to the pool that it came from.
    @inlinable
    public mutating func give(to pool: BufferPool) {
        if let base = memory.baseAddress { pool.give(base, capacity: memory.count) }
        self = PooledBytes()
    }
}
