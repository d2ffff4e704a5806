/// A few bytes that most connections do not have: one pointer, and no memory while there are none.
///
/// Holds the unfinished request head while CONNECTING, and path, subprotocol and compressor
/// afterwards.
struct SideBlock: BitwiseCopyable {
    /// Stands at the front of the allocation; the bytes follow it.
    private struct Header: BitwiseCopyable {
        var count: Int
        /// Where the second text begins.
        var split: Int
        /// Owned.
        var compressor: Unmanaged<Compressor>?
    }

    private static let headerSize = MemoryLayout<Header>.stride

    private var block: UnsafeMutableRawPointer?

    private var header: UnsafeMutablePointer<Header>? {
        block?.assumingMemoryBound(to: Header.self)
    }

    var count: Int { header?.pointee.count ?? 0 }
    private var split: Int { header?.pointee.split ?? 0 }

    var bytes: UnsafeRawBufferPointer {
        guard let block else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: block + Self.headerSize, count: count)
    }

    /// Adds bytes at the end; false when memory is refused.
    mutating func append(_ more: UnsafeRawBufferPointer) -> Bool {
        guard let source = more.baseAddress, more.count > 0 else { return true }
        let old = Header(
            count: count, split: split, compressor: header?.pointee.compressor)
        let size = Self.headerSize + old.count + more.count
        guard let larger = PlainMemory.resize(block, to: size) else { return false }
        (larger + Self.headerSize + old.count).copyMemory(from: source, byteCount: more.count)
        larger.initializeMemory(
            as: Header.self,
            to: Header(
                count: old.count + more.count, split: old.split, compressor: old.compressor))
        block = larger
        return true
    }

    /// Replaces what is held; nothing is held for a root path alone. False when memory is refused.
    mutating func keep(path: String, subprotocol: String?, compressor: Compressor?) -> Bool {
        clear()
        guard path != "/" || subprotocol != nil || compressor != nil else { return true }
        var path = path
        guard path.withUTF8({ append(UnsafeRawBufferPointer($0)) }), let header else {
            return false
        }
        header.pointee.split = header.pointee.count
        header.pointee.compressor = compressor.map(Unmanaged.passRetained)
        var rest = subprotocol ?? ""
        return rest.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    var compressor: Compressor? { header?.pointee.compressor?.takeUnretainedValue() }

    var first: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<split]) }
    var second: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[split...]) }

    mutating func clear() {
        header?.pointee.compressor?.release()
        PlainMemory.release(block)
        block = nil
    }
}
