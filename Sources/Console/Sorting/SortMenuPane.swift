import TerminalCanvas

/// Paints the list of what the slots can be sorted by, at the right over the panes, so that the
/// table is seen behind it.
enum SortMenuPane {
    private static let width = 50

    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel, _ menu: SortMenu) {
        let columns = SlotColumn.allCases
        let screen = Rect(model.size).inset(dx: 0, dy: 1)
        let below = model.layout[.slots].y + 4
        let height = min(screen.height, columns.count + 2)
        let width = min(screen.width, Self.width)
        let box = Rect(
            x: max(0, screen.maxX - width - 2), y: max(1, min(below, screen.maxY - height)),
            width: width, height: height)
        canvas.fill(box, role: Look.help)
        canvas.box(box, role: Look.helpBorder, glyphs: model.glyphs)
        canvas.put(
            " sort by ", x: box.x + 2, y: box.y, role: Look.helpTitle,
            width: max(0, box.width - 4))
        let inside = box.inset(dx: 2, dy: 1)
        let first = min(
            max(0, menu.index - inside.height + 1), max(0, columns.count - inside.height))
        for row in 0..<inside.height where first + row < columns.count {
            paint(&canvas, inside.row(row), columns[first + row], model)
            if first + row == menu.index {
                let line = Rect(x: box.x + 1, y: inside.y + row, width: box.width - 2, height: 1)
                canvas.setBackdrop(line, Look.selection)
            }
        }
    }

    private static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ column: SlotColumn, _ model: ConsoleModel
    ) {
        let sort = model.shown.slots.sort
        let isSorted = column == sort.column
        let arrow = sort.isInverted ? model.glyphs.descending : model.glyphs.ascending
        var phrase = Phrase(String(column.letter), Look.helpKey)
        phrase.add(isSorted ? " \(arrow) " : "   ", Look.helpTitle)
        phrase.add(column.name.padded(12), Look.helpTitle)
        let inverted = isSorted ? sort.isInverted : column.isSortedFromTheEnd
        phrase.add("\(column.first(isInverted: inverted)) first", Look.help)
        if isSorted { phrase.add(" now", Look.help) }
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
    }

    static func hints(_ model: ConsoleModel) -> Phrase {
        var phrase = Phrase(" sort by:", Look.warning)
        let keymap = model.keymap
        let hints = [
            ("a-z", "a column, again: the other way round"),
            (keymap.keyName(of: .invertSort), "invert"), (keymap.keyName(of: .back), "leave"),
        ]
        for (key, text) in hints {
            phrase.add(" \(key)", Look.statusKey)
            phrase.add(" \(text) ", Look.dim)
        }
        return phrase
    }
}
