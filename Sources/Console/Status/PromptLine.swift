import TerminalCanvas
import WebSocketEngine

/// Paints an open input line, and above it what is wrong with it or what Tab offers.
enum PromptLine {
    static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ prompt: Prompt, _ model: ConsoleModel
    ) -> Point? {
        canvas.fill(rect, role: Look.input)
        let label = label(prompt.kind)
        let used = canvas.put(label, x: rect.x, y: rect.y, role: Look.statusKey, width: rect.width)
        let room = rect.width - used
        let window = EditorWindow(prompt.line, columns: room)
        var x = rect.x + used
        for glyph in window.glyphs {
            x += canvas.put(
                glyph.text, x: x, y: rect.y, role: glyph.isToken ? Look.token : Look.input,
                ellipsis: false)
        }
        paintAbove(&canvas, rect, prompt, model, window, column: rect.x + used)
        let column = rect.x + used + window.cursorColumn
        return Point(x: min(max(0, column), max(0, rect.maxX - 1)), y: rect.y)
    }

    private static func label(_ kind: Prompt.Kind) -> String {
        switch kind {
        case .command: ":"
        case .filter(let pane, _): "filter \(pane.title.lowercased()) /"
        case .find: "find: "
        }
    }

    private static func paintAbove(
        _ canvas: inout Canvas, _ rect: Rect, _ prompt: Prompt, _ model: ConsoleModel,
        _ window: EditorWindow, column: Int
    ) {
        let above = Rect(x: rect.x, y: rect.y - 1, width: rect.width, height: 1)
        guard above.y > 0 else { return }
        if let menu = prompt.menu, !menu.candidates.isEmpty {
            let place = column + window.columns(of: prompt.line, upTo: menu.start)
            PromptMenu(menu: menu, glyphs: model.glyphs)
                .paint(&canvas, above: rect, column: place)
        } else if let error = prompt.error {
            let place = column + window.columns(of: prompt.line, upTo: error.offset)
            paint(&canvas, above, error, place: place, model.glyphs)
        } else if let menu = prompt.menu, !menu.hint.isEmpty {
            canvas.fill(above, role: Look.input)
            canvas.put(
                menu.hint, x: above.x + 1, y: above.y, role: Look.dim, width: above.width - 2)
            canvas.setBackdrop(above, Look.input)
        }
    }

    /// The sign stands over the place; a long message moves left to be read whole.
    private static func paint(
        _ canvas: inout Canvas, _ above: Rect, _ error: CommandError, place: Int, _ glyphs: Glyphs
    ) {
        canvas.fill(above, role: Look.input)
        let text = " \(error.message)"
        let width = TextWidth.columns(of: text) + 1
        let x = max(above.x, min(place, above.maxX - width))
        let role = error.isUnfinished ? Look.dim : Look.error
        canvas.put(
            String(glyphs.descending), x: min(x, above.maxX - 1), y: above.y, role: role)
        canvas.put(text, x: x + 1, y: above.y, role: role)
        canvas.setBackdrop(above, Look.input)
    }
}
