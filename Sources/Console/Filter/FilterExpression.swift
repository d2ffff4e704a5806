import WebSocketEngine

/// What must hold of a row.
indirect enum FilterExpression: Sendable {
    case all([FilterExpression])
    case any([FilterExpression])
    case not(FilterExpression)
    /// A part of the row as it reads.
    case word(FoldedBytes)
    case number(FilterField, FilterRelation, UInt64)
    case equal(FilterField, FoldedBytes)
    case unequal(FilterField, FoldedBytes)
    case pattern(FilterField, Pattern)

    /// - Parameter line: the row as it reads, made when it is first needed.
    func holds(of row: some FilterRow, at now: Instant, _ line: inout String?) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where !part.holds(of: row, at: now, &line) { return false }
            return true
        case .any(let parts):
            for part in parts where part.holds(of: row, at: now, &line) { return true }
            return false
        case .not(let part): return !part.holds(of: row, at: now, &line)
        case .word(let word): return row.has(word, &line)
        case .number(let field, let relation, let wanted):
            return row.number(field, at: now).map { relation.holds($0, wanted) } ?? false
        case .equal(let field, let wanted): return row.text(field, passes: wanted.isWhole)
        case .unequal(let field, let wanted):
            return row.hasText(field) && !row.text(field, passes: wanted.isWhole)
        case .pattern(let field, let pattern): return row.text(field, passes: pattern.matches)
        }
    }

    var looksAtClock: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.looksAtClock)
        case .not(let part): part.looksAtClock
        case .number(let field, _, _): field == .age || field == .idle || field == .deadline
        case .word, .equal, .unequal, .pattern: false
        }
    }
}

/// How two numbers are compared.
enum FilterRelation: String, CaseIterable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="

    func holds(_ a: UInt64, _ b: UInt64) -> Bool {
        switch self {
        case .equal: a == b
        case .unequal: a != b
        case .less: a < b
        case .atMost: a <= b
        case .more: a > b
        case .atLeast: a >= b
        }
    }
}

/// A text to look for, without regard to the case of ASCII letters.
struct FoldedBytes: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = text.utf8.map(FoldedBytes.folded) }

    func isWhole(_ text: UnsafeRawBufferPointer) -> Bool {
        text.count == bytes.count && stands(in: text, at: 0)
    }

    func isPart(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= bytes.count else { return false }
        for start in 0...(text.count - bytes.count) where stands(in: text, at: start) {
            return true
        }
        return false
    }

    private func stands(in text: UnsafeRawBufferPointer, at start: Int) -> Bool {
        for index in bytes.indices
        where FoldedBytes.folded(text[start + index]) != bytes[index] {
            return false
        }
        return true
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
