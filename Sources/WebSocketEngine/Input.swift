/// The bytes of one read, while `next` takes them apart.
struct Input {
    var id = ConnectionID(slot: 0, generation: 0)
    /// Bytes that went straight into an incomplete payload.
    var landed = 0
    /// What is left of the shared buffer.
    var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    var now = Instant.zero
    var isActive = false

    mutating func end() {
        isActive = false
        landed = 0
        rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
}
