import TerminalCanvas

/// Paints the help over the panes, in two columns where there is room for them.
enum HelpPane {
    /// The longest line of the help.
    private static let columnWidth = 80

    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel, top: Int) {
        let screen = Rect(model.size).splitRows(at: model.size.rows >= 2 ? -1 : 1).top
        let isWide = screen.width >= 2 * columnWidth
        let text = model.helpText
        let rows = isWide ? text.foldedRowCount : text.rowCount
        let width = min(screen.width, (isWide ? 2 : 1) * columnWidth)
        let height = min(screen.height, rows + 2)
        let box = Rect(
            x: (screen.width - width) / 2, y: (screen.height - height) / 2, width: width,
            height: height)
        canvas.fill(box, role: Look.help)
        canvas.box(box, role: Look.helpBorder, glyphs: model.glyphs)
        let topic = model.helpTopic == .keys ? "keys" : "help"
        let title = ["wscope", model.facts.version, topic].filter { !$0.isEmpty }
        canvas.put(
            " " + title.joined(separator: " ") + " ", x: box.x + 2, y: box.y,
            role: Look.helpTitle, width: box.width - 4)
        let inside = box.inset(dx: 2, dy: 1)
        if isWide, inside.height >= rows {
            let (left, right) = inside.splitColumns(at: columnWidth - 2)
            paint(&canvas, left, text.lines[..<text.fold])
            paint(&canvas, right, text.lines[text.fold...])
            paintFoot(&canvas, box, hasMore: false)
        } else {
            // Too long for that: a second column goes on where the first ends.
            let (left, right) = inside.splitColumns(at: isWide ? columnWidth - 2 : inside.width)
            let page = inside.height * (isWide ? 2 : 1)
            let first = min(max(0, top), max(0, text.rowCount - page))
            paint(&canvas, left, text.lines[first...])
            if isWide {
                paint(&canvas, right, text.lines.dropFirst(first + inside.height))
            }
            paintFoot(&canvas, box, hasMore: first + page < text.rowCount)
        }
    }

    private static func paint(_ canvas: inout Canvas, _ rect: Rect, _ lines: ArraySlice<Phrase>) {
        for (row, line) in lines.prefix(rect.height).enumerated() {
            canvas.put(line, x: rect.x, y: rect.y + row, width: rect.width)
        }
    }

    private static func paintFoot(_ canvas: inout Canvas, _ box: Rect, hasMore: Bool) {
        let foot = hasMore ? " ↓ more   Esc closes " : " Esc closes "
        canvas.put(
            foot, x: max(box.x, box.maxX - foot.count - 2), y: box.maxY - 1,
            role: Look.helpBorder, width: min(foot.count, box.width))
    }
}
