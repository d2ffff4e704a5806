import TerminalCanvas

/// Paints the list of columns over the panes, at the right so that the table is seen behind it.
enum ColumnChooserPane {
    private static let width = 50

    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel, _ chooser: ColumnChooser) {
        let screen = Rect(model.size).inset(dx: 0, dy: 1)
        let below = model.layout[.slots].y + 4
        let height = min(screen.height, chooser.rows.count + 2)
        let width = min(screen.width, Self.width)
        let box = Rect(
            x: max(0, screen.maxX - width - 2), y: max(1, min(below, screen.maxY - height)),
            width: width, height: height)
        canvas.fill(box, role: Look.help)
        canvas.box(box, role: Look.helpBorder, glyphs: model.glyphs)
        let title = model.columns == nil ? " columns: as many as fit " : " columns "
        canvas.put(
            title, x: box.x + 2, y: box.y, role: Look.helpTitle, width: max(0, box.width - 4))
        let inside = box.inset(dx: 2, dy: 1)
        let first = min(
            max(0, chooser.index - inside.height + 1), max(0, chooser.rows.count - inside.height))
        for row in 0..<inside.height where first + row < chooser.rows.count {
            paint(&canvas, inside.row(row), chooser.rows[first + row], model)
            if first + row == chooser.index {
                let line = Rect(x: box.x + 1, y: inside.y + row, width: box.width - 2, height: 1)
                canvas.setBackdrop(line, Look.selection)
            }
        }
    }

    private static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ row: ColumnChooser.Row, _ model: ConsoleModel
    ) {
        var phrase = Phrase(row.isShown ? "[x] " : "[ ] ", Look.helpKey)
        phrase.add(row.column.name.padded(12), row.isShown ? Look.helpTitle : Look.help)
        phrase.add(row.column.meaning, Look.help)
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
    }

    static func hints(_ model: ConsoleModel) -> Phrase {
        var phrase = Phrase()
        let hints = [
            (model.keymap.keyName(of: .mark), "show or hide"), ("J K", "move"),
            ("r", "as many as fit"), (model.keymap.keyName(of: .open), "keep"),
            (model.keymap.keyName(of: .back), "leave"),
        ]
        for (key, text) in hints {
            phrase.add(" \(key)", Look.statusKey)
            phrase.add(" \(text) ", Look.dim)
        }
        return phrase
    }
}
