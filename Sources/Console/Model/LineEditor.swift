import TerminalCanvas

/// One line of text under a cursor. Holds whatever was pasted, controls too; only the view spells
/// them out.
struct LineEditor: Hashable, Sendable {
    /// More than anybody types, less than a paste that would stall the screen.
    static let capacity = 16_384

    private(set) var characters: [Character] = []
    /// Characters to the left of the cursor.
    private(set) var cursor = 0

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

    /// Takes an editing key; false when the key edits nothing.
    mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let text): insert(text)
        case .left, .control("B"): cursor = max(0, cursor - 1)
        case .right, .control("F"): cursor = min(characters.count, cursor + 1)
        case .home, .control("A"): cursor = 0
        case .end, .control("E"): cursor = characters.count
        case .backspace, .control("H"): remove(from: max(0, cursor - 1), to: cursor)
        case .delete: remove(from: cursor, to: min(characters.count, cursor + 1))
        case .control("U"): remove(from: 0, to: cursor)
        case .control("K"): remove(from: cursor, to: characters.count)
        case .control("W"): remove(from: wordStart, to: cursor)
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

    private mutating func remove(from start: Int, to end: Int) {
        characters.removeSubrange(start..<end)
        cursor = start
    }
}
