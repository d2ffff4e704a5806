/// A few bytes that most connections do not have: one allocation of exact size, or none.
///
/// Holds the unfinished request head while CONNECTING, and path and subprotocol afterwards.
struct SideBlock: BitwiseCopyable {
    private var base: UnsafeMutableRawPointer?
    private(set) var count: UInt32 = 0
    /// Where a second text begins inside the block.
    private(set) var split: UInt32 = 0

    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: Int(count))
    }

    /// Adds bytes at the end; false when memory is refused.
    mutating func append(_ more: UnsafeRawBufferPointer) -> Bool {
        guard let source = more.baseAddress, more.count > 0 else { return true }
        let total = Int(count) + more.count
        guard let larger = PlainMemory.resize(base, to: total) else { return false }
        (larger + Int(count)).copyMemory(from: source, byteCount: more.count)
        base = larger
        count = UInt32(clamping: total)
        return true
    }

    /// Replaces what is held by two texts; nothing is held for a root path without subprotocol.
    mutating func keep(path: String, subprotocol: String?) {
        clear()
        guard path != "/" || subprotocol != nil else { return }
        var path = path
        guard path.withUTF8({ append(UnsafeRawBufferPointer($0)) }) else { return }
        split = count
        var rest = subprotocol ?? ""
        _ = rest.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    var first: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<Int(split)]) }
    var second: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[Int(split)...]) }

    mutating func clear() {
        PlainMemory.release(base)
        self = SideBlock()
    }
}
