/// Which slots changed since a watcher last looked, a bit each.
struct ChangedSlots {
    private let words: UnsafeMutablePointer<UInt64>
    private let wordCount: Int

    init(slots: Int) {
        wordCount = (slots + 63) / 64
        words = .allocate(capacity: max(wordCount, 1))
        words.initialize(repeating: 0, count: wordCount)
    }

    func mark(_ slot: Int) { words[slot / 64] |= 1 << UInt64(slot % 64) }

    /// Calls `body` for each marked slot and unmarks it.
    func drain(_ body: (Int) -> Void) {
        for index in 0..<wordCount {
            var word = words[index]
            words[index] = 0
            while word != 0 {
                body(index * 64 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    func deallocate() { words.deallocate() }
}
