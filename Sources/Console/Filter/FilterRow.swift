import WebSocketEngine

/// What a filter can ask a row of any list.
protocol FilterRow {
    /// The row as it reads, for words that stand alone.
    var line: String { get }

    /// Whether the row as it reads has a word in it.
    ///
    /// - Parameter line: the row as it reads, made when it is first needed.
    func has(_ word: FoldedBytes, _ line: inout String?) -> Bool

    /// A field with a number, or with a name that stands for one; nil when the row has none.
    func number(_ field: FilterField, at now: Instant) -> UInt64?

    /// Whether a field passes a test, in any of its spellings; false when the row has none.
    func text(_ field: FilterField, passes test: (UnsafeRawBufferPointer) -> Bool) -> Bool

    /// Whether the row has this field of text.
    func hasText(_ field: FilterField) -> Bool
}

extension FilterRow {
    func has(_ word: FoldedBytes, _ line: inout String?) -> Bool {
        if line == nil { line = self.line }
        return line?.passes(word.isPart) == true
    }

    func hasText(_ field: FilterField) -> Bool { text(field) { _ in true } }
}

extension String {
    func passes(_ test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        var text = self
        return text.withUTF8 { test(UnsafeRawBufferPointer($0)) }
    }
}
