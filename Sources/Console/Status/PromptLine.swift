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
        let column = rect.x + used + window.cursorColumn
        paintAbove(&canvas, rect, prompt, model, column: rect.x + used)
        return Point(x: min(max(0, column), max(0, rect.maxX - 1)), y: rect.y)
    }

    private static func label(_ kind: Prompt.Kind) -> String {
        switch kind {
        case .command: ":"
        case .filter(let pane, _): "filter \(pane.title.lowercased()) /"
        case .find: "find: "
        case .send(let ids): "send to \(ConsoleModel.name(ids)): "
        case .close(let ids): "close \(ConsoleModel.name(ids)), code and reason (1000): "
        }
    }

    private static func paintAbove(
        _ canvas: inout Canvas, _ rect: Rect, _ prompt: Prompt, _ model: ConsoleModel, column: Int
    ) {
        let above = Rect(x: rect.x, y: rect.y - 1, width: rect.width, height: 1)
        guard above.y > 0 else { return }
        if let error = prompt.error {
            canvas.fill(above, role: Look.input)
            // The sign stands over the place; a long message moves left to be read whole.
            let place = column + EditorWindow.columns(of: prompt.line, upTo: error.offset)
            let text = " \(error.message)"
            let width = TextWidth.columns(of: text) + 1
            let x = max(rect.x, min(place, rect.maxX - width))
            let role = error.isUnfinished ? Look.dim : Look.error
            canvas.put(
                String(model.glyphs.descending), x: min(x, rect.maxX - 1), y: above.y, role: role)
            canvas.put(text, x: x + 1, y: above.y, role: role)
        } else if !prompt.candidates.isEmpty {
            canvas.fill(above, role: Look.input)
            canvas.put(
                prompt.candidates.joined(separator: "  "), x: rect.x + 1, y: above.y,
                role: Look.dim, width: rect.width - 2)
        } else {
            return
        }
        canvas.setBackdrop(above, Look.input)
    }
}

/// The part of a line that fits, with the cursor in it, controls spelled out.
struct EditorWindow {
    struct Glyph {
        var text: String
        var isToken: Bool
        var columns: Int
    }

    private(set) var glyphs: [Glyph] = []
    private(set) var cursorColumn = 0

    init(_ line: LineEditor, columns: Int) {
        let cursor = line.cursor
        let all = line.characters.map(EditorWindow.glyph)
        var start = cursor
        var used = 1
        while start > 0, used + all[start - 1].columns <= columns {
            start -= 1
            used += all[start].columns
        }
        cursorColumn = all[start..<cursor].reduce(0) { $0 + $1.columns }
        var room = columns
        for glyph in all[start...] {
            guard glyph.columns <= room else { break }
            room -= glyph.columns
            glyphs.append(glyph)
        }
    }

    static func columns(of line: LineEditor, upTo count: Int) -> Int {
        line.characters.prefix(max(0, count)).reduce(0) { $0 + glyph($1).columns }
    }

    private static func glyph(_ character: Character) -> Glyph {
        let text = Sanitiser.visible(String(character))
        return Glyph(
            text: text.text, isToken: text.isNeutralised,
            columns: TextWidth.columns(of: text.text))
    }
}
