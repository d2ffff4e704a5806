import TerminalCanvas

/// The part of a line that fits, with the cursor in it, controls spelled out.
struct EditorWindow {
    struct Glyph {
        var text: String
        var isToken: Bool
        var columns: Int
    }

    private(set) var glyphs: [Glyph] = []
    private(set) var cursorColumn = 0
    /// The first character of the line that is shown.
    private let start: Int

    init(_ line: LineEditor, columns: Int) {
        let cursor = line.cursor
        let all = line.characters.map(EditorWindow.glyph)
        var start = cursor
        var used = 1
        while start > 0, used + all[start - 1].columns <= columns {
            start -= 1
            used += all[start].columns
        }
        self.start = start
        cursorColumn = all[start..<cursor].reduce(0) { $0 + $1.columns }
        var room = columns
        for glyph in all[start...] {
            guard glyph.columns <= room else { break }
            room -= glyph.columns
            glyphs.append(glyph)
        }
    }

    /// Columns from the left edge of the window to a character of the line; 0 for one before it.
    func columns(of line: LineEditor, upTo count: Int) -> Int {
        line.characters.prefix(max(0, count)).dropFirst(start)
            .reduce(0) { $0 + EditorWindow.glyph($1).columns }
    }

    private static func glyph(_ character: Character) -> Glyph {
        let text = Sanitiser.visible(String(character))
        return Glyph(
            text: text.text, isToken: text.isNeutralised,
            columns: TextWidth.columns(of: text.text))
    }
}
