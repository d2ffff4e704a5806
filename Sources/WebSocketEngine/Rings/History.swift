/// The newest records of one kind, numbered from 1; older ones are overwritten.
///
/// Writing costs a copy and no lock: it happens on the engine's queue, and so does reading.
struct History<Record> {
    private let base: UnsafeMutablePointer<Record>
    private let capacity: Int
    /// The number of the newest record; 0 before the first.
    private(set) var newest: UInt64 = 0

    /// Records are plain memory, so that overwriting one needs no clean-up.
    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    /// The number that the next record gets.
    var nextSequence: UInt64 { newest &+ 1 }

    mutating func append(_ record: Record) {
        (base + Int(newest % UInt64(capacity))).initialize(to: record)
        newest &+= 1
    }

    /// Changes the newest record; nothing before the first.
    func amendNewest(_ change: (inout Record) -> Void) {
        guard newest > 0 else { return }
        change(&base[Int((newest &- 1) % UInt64(capacity))])
    }

    /// The records after `cursor`, at most `limit` of the newest; moves the cursor to the end and
    /// returns how many the reader has missed for good.
    func read(after cursor: inout UInt64, limit: Int) -> (records: [Record], lost: UInt64) {
        let kept = min(newest, UInt64(min(capacity, limit)))
        let oldest = newest - kept
        let start = max(cursor, oldest)
        let lost = start - cursor
        cursor = newest
        guard start < newest else { return ([], lost) }
        let count = Int(newest - start)
        let records = [Record](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                let slot = Int((start + UInt64(index)) % UInt64(capacity))
                (buffer.baseAddress! + index).initialize(to: base[slot])
            }
            filled = count
        }
        return (records, lost)
    }

    func deallocate() { base.deallocate() }
}
