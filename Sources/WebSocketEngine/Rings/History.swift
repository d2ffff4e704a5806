/// The newest records of one kind, numbered from 1; older ones are overwritten.
///
/// Writing costs a copy and no lock: it happens on the engine's queue, and so does reading. Records
/// are plain memory and are filled where they lie.
struct History<Record> {
    private let base: UnsafeMutablePointer<Record>
    private let capacity: Int
    /// The number of the newest record; 0 before the first.
    private(set) var newest: UInt64 = 0

    /// - Parameter capacity: rounded up to a power of two, so that wrapping is a mask.
    init(capacity: Int) {
        self.capacity = 1 << (Int.bitWidth - max(capacity - 1, 0).leadingZeroBitCount)
        base = PlainMemory.zeroed(self.capacity * MemoryLayout<Record>.stride)
            .bindMemory(to: Record.self, capacity: self.capacity)
    }

    /// The place of the next record, still holding an old one, and the number it gets.
    @inline(__always)
    mutating func next() -> (place: UnsafeMutablePointer<Record>, sequence: UInt64) {
        let place = base + (Int(truncatingIfNeeded: newest) & (capacity &- 1))
        newest &+= 1
        return (place, newest)
    }

    /// Changes the newest record; nothing before the first.
    func amendNewest(_ change: (inout Record) -> Void) {
        guard newest > 0 else { return }
        change(&base[Int(truncatingIfNeeded: newest &- 1) & (capacity &- 1)])
    }

    /// The records after `cursor`, at most `limit` of the newest; moves the cursor behind them and
    /// returns how many the reader has missed for good.
    ///
    /// - Parameter isWanted: the first record that it refuses, and those after it, are left for
    ///   the next time.
    func read(
        after cursor: inout UInt64, limit: Int, while isWanted: (Record) -> Bool = { _ in true }
    ) -> (records: [Record], lost: UInt64) {
        let kept = min(newest, UInt64(min(capacity, limit)))
        let start = max(cursor, newest - kept)
        let lost = start - cursor
        let first = Int(truncatingIfNeeded: start) & (capacity - 1)
        var count = 0
        while count < Int(newest - start), isWanted(base[(first + count) & (capacity - 1)]) {
            count += 1
        }
        cursor = start + UInt64(count)
        guard count > 0 else { return ([], lost) }
        let beforeWrap = min(count, capacity - first)
        let records = [Record](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let target = buffer.baseAddress else { return }
            target.initialize(from: base + first, count: beforeWrap)
            (target + beforeWrap).initialize(from: base, count: count - beforeWrap)
            filled = count
        }
        return (records, lost)
    }

    func deallocate() { PlainMemory.release(base) }
}
