import TerminalCanvas

/// One line of text under a cursor. Holds whatever was pasted, controls too; only the view spells
/// them out.
struct LineEditor: Hashable, Sendable {
    /// More than anybody types, less than a paste that would stall the screen.
    static let capacity = 16_384

    private(set) var characters: [Character] = []
    /// Characters to the left of the cursor.
    private(set) var cursor = 0
    /// What was erased last, for Ctrl-Y.
    private var erased: [Character] = []

    init(_ text: String = "") { insert(text) }

    var text: String { String(characters) }
    var isEmpty: Bool { characters.isEmpty }

    mutating func insert(_ text: String) {
        let piece = Array(text.prefix(LineEditor.capacity - characters.count))
        characters.insert(contentsOf: piece, at: cursor)
        cursor += piece.count
    }

    mutating func replace(with text: String) {
        characters = []
        cursor = 0
        insert(text)
    }

    /// Puts a text where now stands what is between a place and the cursor. A blank at its end
    /// that is there already is stepped over.
    mutating func replace(from start: Int, with text: String) {
        let start = min(max(0, start), cursor)
        characters.removeSubrange(start..<cursor)
        cursor = start
        let isDoubled = text.last == " " && cursor < characters.count && characters[cursor] == " "
        insert(isDoubled ? String(text.dropLast()) : text)
        if isDoubled { cursor += 1 }
    }

    /// Takes an editing key; false when the key edits nothing.
    mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let text): insert(text)
        case .left, .control("B"): cursor = max(0, cursor - 1)
        case .right, .control("F"): cursor = min(characters.count, cursor + 1)
        case .home, .control("A"): cursor = 0
        case .end, .control("E"): cursor = characters.count
        case .alt("b"): cursor = wordStart
        case .alt("f"): cursor = wordEnd
        case .backspace, .control("H"): remove(from: max(0, cursor - 1), to: cursor)
        case .delete, .control("D"): remove(from: cursor, to: min(characters.count, cursor + 1))
        case .control("U"): erase(from: 0, to: cursor)
        case .control("K"): erase(from: cursor, to: characters.count)
        case .control("W"): erase(from: wordStart, to: cursor)
        case .alt("d"): erase(from: cursor, to: wordEnd)
        case .control("Y"): insert(String(erased))
        default: return false
        }
        return true
    }

    private var wordStart: Int {
        var start = cursor
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        return start
    }

    private var wordEnd: Int {
        var end = cursor
        while end < characters.count, characters[end] == " " { end += 1 }
        while end < characters.count, characters[end] != " " { end += 1 }
        return end
    }

    private mutating func erase(from start: Int, to end: Int) {
        if start < end { erased = Array(characters[start..<end]) }
        remove(from: start, to: end)
    }

    private mutating func remove(from start: Int, to end: Int) {
        characters.removeSubrange(start..<end)
        cursor = start
    }
}
