import CZlib

/// Lets zlib live on a pool: what it takes counts against the budget, and a refusal is an answer.
enum ZlibMemory {
    /// Stands before each piece and remembers its size, which zlib does not tell when it gives the
    /// piece back; as long as malloc aligns.
    private static let headSize = 16

    /// A stream to be initialised: on the heap, because zlib points back at it.
    static func makeStream(_ pool: BufferPool) -> UnsafeMutablePointer<z_stream> {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        stream.pointee.opaque = Unmanaged.passUnretained(pool).toOpaque()
        stream.pointee.zalloc = { opaque, items, size in
            ZlibMemory.take(opaque, Int(items) &* Int(size))
        }
        stream.pointee.zfree = { opaque, piece in ZlibMemory.give(opaque, piece) }
        return stream
    }

    private static func take(_ opaque: UnsafeMutableRawPointer?, _ count: Int)
        -> UnsafeMutableRawPointer?
    {
        guard let opaque else { return nil }
        let pool = Unmanaged<BufferPool>.fromOpaque(opaque).takeUnretainedValue()
        guard let memory = pool.takeExactly(count &+ headSize), let base = memory.baseAddress
        else { return nil }
        base.storeBytes(of: memory.count, as: Int.self)
        return base + headSize
    }

    private static func give(_ opaque: UnsafeMutableRawPointer?, _ piece: UnsafeMutableRawPointer?)
    {
        guard let opaque, let piece else { return }
        let pool = Unmanaged<BufferPool>.fromOpaque(opaque).takeUnretainedValue()
        let base = piece - headSize
        pool.give(base, capacity: base.load(as: Int.self))
    }
}
