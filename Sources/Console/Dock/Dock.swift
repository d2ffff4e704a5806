import TerminalCanvas

/// A panel over the panes: at the bottom of the screen, or at the lower right of two columns.
enum Dock {
    /// Where a panel of so many rows stands, its title among them; fewer where there is no room.
    static func rect(_ model: ConsoleModel, rows: Int) -> Rect {
        var body = Rect(model.size)
        if body.height >= 3 { body = body.splitRows(at: 1).bottom }
        if body.height >= 2 { body = body.splitRows(at: -1).top }
        let left = model.layout.divider.map { $0.x + 1 } ?? body.x
        let height = min(rows, body.height)
        return Rect(
            x: left, y: body.maxY - height, width: max(0, body.maxX - left), height: height)
    }

    /// Clears the ground and rules it off; what is left for the content.
    static func paint(
        _ canvas: inout Canvas, _ rect: Rect, title: Phrase, trailing: Phrase,
        _ model: ConsoleModel
    ) -> Rect {
        guard !rect.isEmpty else { return rect }
        canvas.fill(rect, role: Look.text)
        canvas.hLine(
            x: rect.x, y: rect.y, length: rect.width, role: Look.focusedBorder,
            glyphs: model.glyphs)
        var text = Phrase(" ", Look.focusedTitle)
        text.add(title)
        text.add(" ")
        let used = canvas.put(text, x: rect.x + 2, y: rect.y, width: max(0, rect.width - 3))
        let width = trailing.columns + 2
        if !trailing.pieces.isEmpty, used + width + 5 <= rect.width {
            var end = Phrase(" ")
            end.add(trailing)
            end.add(" ")
            canvas.put(end, x: rect.maxX - width - 2, y: rect.y)
        }
        return rect.splitRows(at: 1).bottom
    }

    /// What the keys do, in the line at the bottom; the most useful first, what does not fit is
    /// left out.
    static func paintHints(
        _ canvas: inout Canvas, _ rect: Rect, _ hints: [(keys: String, text: String)]
    ) {
        var x = rect.x + 1
        for hint in hints {
            guard x + hint.keys.count + 1 + hint.text.count < rect.maxX else { continue }
            x += canvas.put(hint.keys, x: x, y: rect.y, role: Look.focusedTitle)
            x += 2 + canvas.put(" \(hint.text)", x: x, y: rect.y, role: Look.dim)
        }
    }

    /// A line that is being typed.
    ///
    /// - Returns: where the terminal's cursor belongs.
    static func paintEditor(
        _ canvas: inout Canvas, _ rect: Rect, _ line: LineEditor, isFocused: Bool
    ) -> Point {
        let window = EditorWindow(line, columns: rect.width)
        if isFocused { canvas.fill(rect, role: Look.input) }
        var x = rect.x
        for glyph in window.glyphs {
            let role = glyph.isToken ? Look.token : isFocused ? Look.input : Look.text
            x += canvas.put(glyph.text, x: x, y: rect.y, role: role, ellipsis: false)
        }
        if isFocused { canvas.setBackdrop(rect, Look.input) }
        return Point(x: min(rect.x + window.cursorColumn, max(0, rect.maxX - 1)), y: rect.y)
    }
}
