/// What a log keeps: entries with ascending sequence numbers, gaps where some were lost.
protocol LogEntry: Sendable {
    var sequence: UInt64 { get }
}

/// The newest entries of a stream, and which of them a filter shows.
///
/// Views point at entries by sequence number, so that they stay put when older ones are evicted.
struct BoundedLog<Entry: LogEntry>: Sendable {
    let capacity: Int
    private var entries = Queue<Entry>()
    private var shown = Queue<UInt64>()

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    var count: Int { entries.count }
    var shownCount: Int { shown.count }
    var hiddenCount: Int { entries.count - shown.count }
    var first: Entry? { entries.first }
    var last: Entry? { entries.last }

    mutating func append(_ entry: Entry, isShown: Bool) {
        if let last = entries.last, last.sequence >= entry.sequence { return }
        entries.append(entry)
        if isShown { shown.append(entry.sequence) }
        if entries.count > capacity { evictOldest() }
    }

    /// Decides anew which entries are shown.
    mutating func show(where isShown: (Entry) -> Bool) {
        shown = Queue()
        for entry in entries where isShown(entry) { shown.append(entry.sequence) }
    }

    subscript(sequence sequence: UInt64) -> Entry? {
        let index = entries.partitionPoint { $0.sequence >= sequence }
        guard index < entries.count, entries[index].sequence == sequence else { return nil }
        return entries[index]
    }

    /// An entry by its place, the oldest first.
    func entry(_ index: Int) -> Entry? { entries.indices.contains(index) ? entries[index] : nil }

    /// The entries of a range of sequence numbers, shown or not.
    func entries(from first: UInt64, to last: UInt64) -> Slice<Queue<Entry>> {
        let start = entries.partitionPoint { $0.sequence >= first }
        let end = entries.partitionPoint { $0.sequence > last }
        return entries[start..<max(start, end)]
    }

    /// The shown entry at a place counted from the oldest shown one.
    func shownEntry(_ index: Int) -> Entry? {
        guard index >= 0, index < shown.count else { return nil }
        return self[sequence: shown[index]]
    }

    func shownSequence(_ index: Int) -> UInt64? {
        index >= 0 && index < shown.count ? shown[index] : nil
    }

    /// Where an entry stands among the shown ones, or else the next one after it, or the last.
    func shownIndex(near sequence: UInt64) -> Int? {
        guard !shown.isEmpty else { return nil }
        return Swift.min(shown.partitionPoint { $0 >= sequence }, shown.count - 1)
    }

    func isShown(_ sequence: UInt64) -> Bool {
        shownIndex(near: sequence).map { shown[$0] == sequence } ?? false
    }

    private mutating func evictOldest() {
        guard let oldest = entries.first?.sequence else { return }
        if shown.first == oldest { shown.drop(1) }
        entries.drop(1)
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element fulfils a condition that all later ones fulfil too.
    func partitionPoint(where isAtOrAfter: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isAtOrAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
