import TerminalCanvas

/// Paints the help over the panes.
enum HelpPane {
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel, top: Int) {
        let screen = Rect(model.size)
        let width = min(screen.width, 84)
        let height = min(screen.height, HelpText.rowCount + 2)
        let box = Rect(
            x: (screen.width - width) / 2, y: (screen.height - height) / 2, width: width,
            height: height)
        canvas.fill(box, role: Look.help)
        canvas.box(box, role: Look.helpBorder, glyphs: model.glyphs)
        canvas.put(
            " wscope \(model.facts.version) help ".replacingDoubleBlanks, x: box.x + 2, y: box.y,
            role: Look.helpTitle, width: box.width - 4)
        let inside = box.inset(dx: 2, dy: 1)
        let first = min(max(0, top), max(0, HelpText.rowCount - inside.height))
        for row in 0..<inside.height where first + row < HelpText.rowCount {
            canvas.put(
                HelpText.lines[first + row], x: inside.x, y: inside.y + row, width: inside.width)
        }
        let isLast = first + inside.height >= HelpText.rowCount
        let foot = isLast ? " Esc closes " : " ↓ more   Esc closes "
        canvas.put(
            foot, x: max(box.x, box.maxX - foot.count - 2), y: box.maxY - 1, role: Look.helpBorder,
            width: min(foot.count, box.width))
    }
}

extension String {
    /// Two blanks in a row become one: where a part between them was empty.
    fileprivate var replacingDoubleBlanks: String {
        split(separator: " ").joined(separator: " ").surroundedByBlanks
    }

    private var surroundedByBlanks: String { " \(self) " }
}
