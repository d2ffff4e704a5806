/// Which slots are free, a bit each; the lowest free one is taken first, so that indexes stay
/// small.
struct FreeSlots {
    private let words: UnsafeMutablePointer<UInt64>
    private let wordCount: Int
    private var firstWord = 0

    init(slots: Int) {
        wordCount = (slots + 63) / 64
        words = .allocate(capacity: max(wordCount, 1))
        words.initialize(repeating: .max, count: wordCount)
        if slots % 64 != 0 { words[wordCount - 1] = (1 << UInt64(slots % 64)) - 1 }
    }

    mutating func take() -> Int? {
        while firstWord < wordCount {
            let word = words[firstWord]
            if word != 0 {
                words[firstWord] = word & (word - 1)
                return firstWord * 64 + word.trailingZeroBitCount
            }
            firstWord += 1
        }
        return nil
    }

    mutating func give(_ slot: Int) {
        words[slot / 64] |= 1 << UInt64(slot % 64)
        firstWord = min(firstWord, slot / 64)
    }

    /// Whether none is free.
    var isEmpty: Bool {
        for word in firstWord..<max(wordCount, firstWord) where words[word] != 0 { return false }
        return true
    }

    func contains(_ slot: Int) -> Bool { words[slot / 64] >> UInt64(slot % 64) & 1 == 1 }

    func deallocate() { words.deallocate() }
}
