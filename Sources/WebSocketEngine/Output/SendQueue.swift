/// The bytes that the kernel would not take yet: one pointer, and no memory while there are none.
struct SendQueue: BitwiseCopyable {
    /// Stands at the front of the allocation; the bytes follow it.
    private struct Header: BitwiseCopyable {
        var start: Int
        var end: Int
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
        return UnsafeRawBufferPointer(
            start: block + Self.headerSize + header.pointee.start, count: count)
    }

    /// Adds bytes at the end; false when memory is refused, and nothing has changed.
    mutating func append(_ more: UnsafeRawBufferPointer) -> Bool {
        guard let source = more.baseAddress, more.count > 0 else { return true }
        guard makeRoom(more.count), let block, let header else { return false }
        (block + Self.headerSize + header.pointee.end)
            .copyMemory(from: source, byteCount: more.count)
        header.pointee.end += more.count
        header.pointee.pong = -1
        return true
    }

    /// Adds a pong in the place of one that is still last: a peer that pings without reading
    /// gets an answer to its newest ping only. RFC 6455 §5.5.3.
    mutating func appendPong(_ frame: UnsafeRawBufferPointer) -> Bool {
        if let header, header.pointee.pong >= header.pointee.start {
            header.pointee.end = header.pointee.pong
        }
        guard append(frame), let header else { return false }
        header.pointee.pong = header.pointee.end - frame.count
        return true
    }

    /// Forgets bytes from the front, and the memory with the last one.
    mutating func consume(_ taken: Int) {
        guard let header else { return }
        header.pointee.start += min(taken, count)
        if count == 0 { clear() }
    }

    mutating func clear() {
        PlainMemory.release(block)
        block = nil
    }

    /// Moves what is left to the front before it asks for more memory.
    private mutating func makeRoom(_ more: Int) -> Bool {
        let kept = count
        if let header, header.pointee.end + more <= header.pointee.capacity { return true }
        if let block, let header, kept + more <= header.pointee.capacity {
            let bytes = block + Self.headerSize
            bytes.copyMemory(from: bytes + header.pointee.start, byteCount: kept)
            header.pointee.start = 0
            header.pointee.end = kept
            return true
        }
        let capacity = max(kept + more, min(kept * 2, kept + (1 << 20)))
        guard let larger = PlainMemory.resize(nil, to: Self.headerSize + capacity) else {
            return false
        }
        if let source = bytes.baseAddress {
            (larger + Self.headerSize).copyMemory(from: source, byteCount: kept)
        }
        larger.initializeMemory(
            as: Header.self, to: Header(start: 0, end: kept, capacity: capacity))
        PlainMemory.release(block)
        block = larger
        return true
    }
}
