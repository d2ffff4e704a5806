import WebSocketEngine

/// The living connections by slot, in blocks: a frozen copy shares all that stay as they are, so
/// that freezing a hundred thousand rows costs nothing.
struct SlotStore: Sendable {
    private static let blockSize = 128

    private var blocks: [[SlotEntry?]] = []

    /// Slots that there is room for.
    var capacity: Int { blocks.count * SlotStore.blockSize }

    subscript(slot: Int) -> SlotEntry? {
        get {
            slot < capacity ? blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize] : nil
        }
        set {
            while capacity <= slot {
                blocks.append(Array(repeating: nil, count: SlotStore.blockSize))
            }
            blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize] = newValue
        }
    }

    /// Who holds a slot, without a copy of all that is known of it.
    func id(of slot: Int) -> ConnectionID? {
        guard slot < capacity else { return nil }
        return blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize]?.row.id
    }

    /// Takes in what the connection of a slot is now.
    mutating func update(_ slot: Int, _ row: SlotRow, now: Instant) {
        blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize]?.become(row, now: now)
    }

    /// Calls `body` for each connection in a range of slots.
    func forEach(in range: Range<Int>, _ body: (Int, SlotEntry) -> Void) {
        var slot = range.lowerBound
        while slot < min(range.upperBound, capacity) {
            let block = slot / SlotStore.blockSize
            let end = min(range.upperBound, (block + 1) * SlotStore.blockSize)
            blocks[block].withUnsafeBufferPointer { entries in
                for index in slot..<end {
                    if let entry = entries[index - block * SlotStore.blockSize] {
                        body(index, entry)
                    }
                }
            }
            slot = end
        }
    }

    func forEach(_ body: (Int, SlotEntry) -> Void) { forEach(in: 0..<capacity, body) }
}
