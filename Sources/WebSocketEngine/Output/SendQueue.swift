import WebSocketWire

/// The bytes that the kernel would not take yet: one pointer, and no memory while there are none.
///
/// The memory is the pool's, so that the rest of a large message costs no page faults.
struct SendQueue: BitwiseCopyable {
    /// Stands at the front of the buffer; the bytes follow it.
    private struct Header: BitwiseCopyable {
        var start: Int
        var end: Int
        /// Of the whole buffer, this header included.
        var capacity: Int
        /// Where the last frame begins when it is a pong that nobody has seen; -1 otherwise.
        var pong = -1
    }

    private static let headerSize = MemoryLayout<Header>.stride

    private var block: UnsafeMutableRawPointer?

    private var header: UnsafeMutablePointer<Header>? {
        block?.assumingMemoryBound(to: Header.self)
    }

    var count: Int { header.map { $0.pointee.end - $0.pointee.start } ?? 0 }
    var isEmpty: Bool { block == nil }

    var bytes: UnsafeRawBufferPointer {
        guard let block, let header else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: block + header.pointee.start, count: count)
    }

    /// Adds bytes at the end; false when memory is refused, and nothing has changed.
    mutating func append(_ more: UnsafeRawBufferPointer, _ pool: BufferPool) -> Bool {
        guard let source = more.baseAddress, more.count > 0 else { return true }
        guard reserve(more.count, pool), let block, let header else { return false }
        (block + header.pointee.end).copyMemory(from: source, byteCount: more.count)
        header.pointee.end += more.count
        header.pointee.pong = -1
        return true
    }

    /// Adds a pong in the place of one that is still last: a peer that pings without reading
    /// gets an answer to its newest ping only. RFC 6455 §5.5.3.
    ///
    /// - Returns: whether one was replaced; nil when memory is refused.
    mutating func appendPong(_ frame: UnsafeRawBufferPointer, _ pool: BufferPool) -> Bool? {
        var replaces = false
        if let header, header.pointee.pong >= header.pointee.start {
            header.pointee.end = header.pointee.pong
            replaces = true
        }
        guard append(frame, pool), let header else { return nil }
        header.pointee.pong = header.pointee.end - frame.count
        return replaces
    }

    /// Forgets bytes from the front, and the memory with the last one.
    mutating func consume(_ taken: Int, _ pool: BufferPool) {
        guard let header else { return }
        header.pointee.start += min(taken, count)
        if count == 0 { clear(pool) }
    }

    mutating func clear(_ pool: BufferPool) {
        guard let block, let header else { return }
        pool.give(block, capacity: header.pointee.capacity)
        self.block = nil
    }

    /// Makes room at the end, before it asks for more memory by moving what is left to the front.
    mutating func reserve(_ more: Int, _ pool: BufferPool) -> Bool {
        let kept = count
        if let block, let header {
            if header.pointee.end + more <= header.pointee.capacity { return true }
            if Self.headerSize + kept + more <= header.pointee.capacity {
                (block + Self.headerSize).copyMemory(
                    from: block + header.pointee.start, byteCount: kept)
                header.pointee.pong = -1
                header.pointee.start = Self.headerSize
                header.pointee.end = Self.headerSize + kept
                return true
            }
        }
        let wanted = Self.headerSize + max(kept + more, min(kept * 2, kept + (1 << 20)))
        guard let larger = pool.take(wanted), let base = larger.baseAddress else { return false }
        if let source = bytes.baseAddress {
            (base + Self.headerSize).copyMemory(from: source, byteCount: kept)
        }
        base.initializeMemory(
            as: Header.self,
            to: Header(
                start: Self.headerSize, end: Self.headerSize + kept, capacity: larger.count))
        clear(pool)
        block = base
        return true
    }
}
