import WebSocketEngine

/// Sorts all rows of a long table in the time of one key: by bytes of their keys, the lowest first,
/// and only by those in which keys differ, so that no two rows are ever compared.
struct SlotSorter {
    private struct Item {
        var key: UInt128
        var slot: UInt32
    }

    private var items: [Item] = []
    private var keyless: [UInt32] = []
    /// Bits that some keys have and others have not.
    private var set: UInt128 = 0
    private var setInAll = UInt128.max

    init(capacity: Int) { items.reserveCapacity(capacity) }

    /// Ranks come by slot.
    mutating func add(_ rank: SlotRank) {
        guard let key = rank.key else {
            keyless.append(rank.id.slot)
            return
        }
        items.append(Item(key: key, slot: rank.id.slot))
        set |= key
        setInAll &= key
    }

    /// Slots by key, then by slot; those without a key last, inverted or not.
    consuming func sorted(inverted: Bool) -> [UInt32] {
        let varying = items.isEmpty ? 0 : set ^ setInAll
        var others = items
        for shift in stride(from: 0, to: UInt128.bitWidth, by: 8)
        where varying >> shift & 0xFF != 0 {
            SlotSorter.distribute(items, into: &others, by: shift)
            swap(&items, &others)
        }
        let slots = items.map(\.slot)
        return (inverted ? slots.reversed() : slots) + keyless
    }

    /// Puts items in the order of one byte of their keys, those of equal bytes as they stood.
    private static func distribute(_ items: [Item], into others: inout [Item], by shift: Int) {
        var places = [Int](repeating: 0, count: 257)
        for item in items { places[Int(item.key >> shift & 0xFF) + 1] += 1 }
        for byte in 1...256 { places[byte] += places[byte - 1] }
        for item in items {
            let byte = Int(item.key >> shift & 0xFF)
            others[places[byte]] = item
            places[byte] += 1
        }
    }
}
