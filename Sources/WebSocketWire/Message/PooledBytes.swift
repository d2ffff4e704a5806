/// Bytes that grow in a buffer of a pool; whoever holds them gives them back.
public struct PooledBytes {
    /// The whole buffer.
    public internal(set) var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// Bytes that are there.
    public internal(set) var count = 0

    public init() {}

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

    /// The same bytes in a buffer of their own; nil when memory is refused.
    public func copied(_ pool: BufferPool) -> PooledBytes? {
        var copy = PooledBytes()
        guard copy.reserve(count, pool) else { return nil }
        copy.memory.copyMemory(from: bytes)
        copy.count = count
        return copy
    }

    /// Returns the memory to the pool that it came from.
    public mutating func give(to pool: BufferPool) {
        if let base = memory.baseAddress { pool.give(base, capacity: memory.count) }
        self = PooledBytes()
    }
}
