/// The newest payload bytes, one payload behind the other; older ones are overwritten.
///
/// Keeping one costs a copy of it and nothing else. It lies in one piece: one that does not fit
/// before the end of the memory begins at its front.
struct PayloadRing {
    private var base: UnsafeMutableRawPointer?
    private let capacity: Int
    /// Most bytes that are kept of one payload, so that a large one does not push all others out.
    private let share: Int
    /// Where the next one begins, counted from the first byte ever kept.
    private var head: UInt64 = 0

    /// - Parameters:
    ///   - capacity: rounded down to a power of two, so that wrapping is a mask; 0 keeps nothing.
    ///   - share: at most the capacity.
    init(capacity: Int, share: Int) {
        self.capacity =
            capacity < 1 ? 0 : 1 << (Int.bitWidth - 1 - capacity.leadingZeroBitCount)
        self.share = max(0, min(share, self.capacity))
    }

    /// Takes memory, which costs no pages until something is kept.
    mutating func open() {
        if base == nil, capacity > 0 { base = PlainMemory.resize(nil, to: capacity) }
    }

    /// Gives the memory back; what was kept is gone.
    mutating func close() {
        PlainMemory.release(base)
        base = nil
        head &+= UInt64(capacity) &+ 1
    }

    /// Keeps what lies behind the first bytes, which are kept elsewhere.
    @inline(__always)
    mutating func keep(_ bytes: UnsafeRawBufferPointer, beyond first: Int) -> PayloadPlace {
        guard bytes.count > first else { return PayloadPlace() }
        return keepRest(UnsafeRawBufferPointer(rebasing: bytes[first...]))
    }

    private mutating func keepRest(_ bytes: UnsafeRawBufferPointer) -> PayloadPlace {
        guard let base, let source = bytes.baseAddress else { return PayloadPlace() }
        let count = min(bytes.count, share)
        var offset = Int(truncatingIfNeeded: head) & (capacity &- 1)
        if offset &+ count > capacity {
            head &+= UInt64(capacity &- offset)
            offset = 0
        }
        (base + offset).copyMemory(from: source, byteCount: count)
        let place = PayloadPlace(start: head, count: count)
        head &+= UInt64(count)
        return place
    }

    /// The bytes of a place, where they lie; nil once they are overwritten, and for a place that
    /// was never given.
    func bytes(_ place: PayloadPlace) -> UnsafeMutableRawBufferPointer? {
        guard let base, place.count > 0, place.count <= share, place.start < head,
            head &- place.start <= UInt64(capacity), UInt64(place.count) <= head &- place.start
        else { return nil }
        let offset = Int(truncatingIfNeeded: place.start) & (capacity &- 1)
        guard offset &+ place.count <= capacity else { return nil }
        return UnsafeMutableRawBufferPointer(start: base + offset, count: place.count)
    }

    func deallocate() { PlainMemory.release(base) }
}
