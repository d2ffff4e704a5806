/// The newest records of one kind, numbered from 1; older ones are overwritten.
///
/// Writing costs a copy and no lock: it happens on the engine's queue, and so does reading. Records
/// are plain memory and are filled where they lie.
///
/// Between two looks of a reader only so many ordinary records are written as it can be given: the
/// others are numbered, counted and passed over, so that a flood costs a count for each. What
/// matters more is always written. While nobody looks, the newest are kept, whatever they are.
struct History<Record> {
    private let base: UnsafeMutablePointer<Record>
    private let capacity: Int
    /// How many have been written, and how many only counted.
    private(set) var written: UInt64 = 0
    private(set) var passedOver: UInt64 = 0
    /// So many written are enough, until somebody has read some.
    private var enough = UInt64.max

    /// - Parameter capacity: rounded up to a power of two, so that wrapping is a mask.
    init(capacity: Int) {
        self.capacity = 1 << (Int.bitWidth - max(capacity - 1, 0).leadingZeroBitCount)
        base = PlainMemory.zeroed(self.capacity * MemoryLayout<Record>.stride)
            .bindMemory(to: Record.self, capacity: self.capacity)
    }

    /// The number of the newest record; 0 before the first.
    @inline(__always)
    var newest: UInt64 { written &+ passedOver }

    /// Whether an ordinary record is to be written; if not, `passOver` counts it.
    @inline(__always)
    var hasRoom: Bool { written < enough }

    @inline(__always)
    mutating func passOver() { passedOver &+= 1 }

    /// The place of the next record, still holding an old one, and the number it gets.
    @inline(__always)
    mutating func next() -> (place: UnsafeMutablePointer<Record>, sequence: UInt64) {
        let place = base + (Int(truncatingIfNeeded: written) & (capacity &- 1))
        written &+= 1
        return (place, newest)
    }

    /// Changes the record written last; nothing before the first.
    func amendNewest(_ change: (inout Record) -> Void) {
        guard written > 0 else { return }
        change(&base[Int(truncatingIfNeeded: written &- 1) & (capacity &- 1)])
    }

    /// Nobody has looked for a while: whoever does then wants the newest.
    mutating func nobodyLooks() { enough = .max }

    /// The records after `cursor`, at most `limit` of the newest; moves the cursor behind them and
    /// returns how many the reader has missed for good.
    ///
    /// - Parameters:
    ///   - isGlimpse: whether a part is enough for the reader wherever it cannot be given all.
    ///   - isWanted: the first record that it refuses, and those after it, are left for the next
    ///     time.
    mutating func read(
        after cursor: inout HistoryCursor, limit: Int, isGlimpse: Bool = false,
        while isWanted: (Record) -> Bool = { _ in true }
    ) -> (records: [Record], lost: UInt64) {
        let kept = min(written, UInt64(min(capacity, limit)))
        let start = max(cursor.read, written - kept)
        let lost = start - cursor.read + passedOver - cursor.passedOver
        let first = Int(truncatingIfNeeded: start) & (capacity - 1)
        var count = 0
        while count < Int(written - start), isWanted(base[(first + count) & (capacity - 1)]) {
            count += 1
        }
        cursor = HistoryCursor(read: start + UInt64(count), passedOver: passedOver)
        makeRoom(isGlimpse && lost > 0 ? capacity / 8 : capacity - capacity / 8, behind: cursor)
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

    /// For so many ordinary ones; an eighth at least is left for what matters more.
    private mutating func makeRoom(_ count: Int, behind cursor: HistoryCursor) {
        let sufficient = cursor.read &+ UInt64(count)
        enough = enough == .max ? sufficient : max(enough, sufficient)
    }

    /// Whether a reader would be given anything, or learn of a loss.
    func hasNews(since cursor: HistoryCursor) -> Bool {
        cursor.read != written || cursor.passedOver != passedOver
    }

    func deallocate() { PlainMemory.release(base) }
}

/// How far a reader of a history has come.
struct HistoryCursor: Hashable, Sendable {
    /// Of the records that were written.
    var read: UInt64 = 0
    /// Of those that were not.
    var passedOver: UInt64 = 0
}
