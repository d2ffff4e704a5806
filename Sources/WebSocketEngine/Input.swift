/// The bytes of one read, while `next` takes them apart.
struct Input {
    var id = ConnectionID(slot: 0, generation: 0)
    /// Bytes that went straight into an incomplete payload.
    var landed = 0
    /// What is left of the shared buffer.
    var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// The shared buffer as it came: payloads in it may be lent to the outbox.
    var lendable = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Bytes of the shared buffer as they came, and the frames that had come before them.
    var size = 0
    var framesBefore: UInt64 = 0
    var now = Instant.zero
    var isActive = false

    /// Whether these bytes lie where they may stay until the turn's writes are done.
    @inline(__always)
    func canLend(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress, let start = lendable.baseAddress else { return false }
        return base >= start && base + bytes.count <= start + lendable.count
    }

    mutating func end() {
        isActive = false
        landed = 0
        rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
}
