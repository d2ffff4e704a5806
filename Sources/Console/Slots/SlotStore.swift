import WebSocketEngine

/// The living connections by slot, in blocks: a frozen copy shares all that stay as they are, so
/// that freezing a hundred thousand rows costs nothing.
struct SlotStore: Sendable {
    private static let blockSize = 128
    /// Stands where nobody is: no connection has this slot.
    private static let vacant = SlotEntry(
        row: SlotRow(
            id: ConnectionID(slot: .max, generation: 0), state: .closed,
            peer: PeerAddress(ipv4: 0, port: 0), openedAt: .zero))

    private var blocks: [[SlotEntry]] = []

    /// Slots that there is room for.
    var capacity: Int { blocks.count * SlotStore.blockSize }

    subscript(slot: Int) -> SlotEntry? {
        get {
            guard id(of: slot) != nil else { return nil }
            return blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize]
        }
        set {
            while capacity <= slot {
                blocks.append(Array(repeating: SlotStore.vacant, count: SlotStore.blockSize))
            }
            blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize] =
                newValue ?? SlotStore.vacant
        }
    }

    /// Who holds a slot, without a copy of all that is known of it.
    func id(of slot: Int) -> ConnectionID? {
        guard slot < capacity else { return nil }
        let id = blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize].row.id
        return id.slot == .max ? nil : id
    }

    /// Takes in what the connection of a slot is now.
    mutating func update(_ slot: Int, _ row: SlotRow, now: Instant) {
        blocks[slot / SlotStore.blockSize][slot % SlotStore.blockSize].become(row, now: now)
    }

    /// Calls `body` for each connection in a range of slots, where it lies.
    func forEach(in range: Range<Int>, _ body: (Int, SlotInPlace) -> Void) {
        var slot = range.lowerBound
        while slot < min(range.upperBound, capacity) {
            let block = slot / SlotStore.blockSize
            let first = block * SlotStore.blockSize
            let end = min(range.upperBound, first + SlotStore.blockSize)
            blocks[block].withUnsafeBufferPointer { entries in
                guard let base = entries.baseAddress else { return }
                for index in slot..<end where base[index - first].row.id.slot != .max {
                    body(index, SlotInPlace(base + (index - first)))
                }
            }
            slot = end
        }
    }

    func forEach(_ body: (Int, SlotInPlace) -> Void) { forEach(in: 0..<capacity, body) }
}
