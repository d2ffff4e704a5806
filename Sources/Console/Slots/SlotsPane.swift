import TerminalCanvas
import WebSocketEngine

/// Paints the table of connections.
enum SlotsPane {
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) {
        let rect = model.layout[.slots]
        guard !rect.isEmpty else { return }
        let table = model.shown.slots
        title(model, table).paint(&canvas, rect, model)
        let places = model.columnPlan.places(width: rect.width)
        header(&canvas, rect.row(1), places, table.sort, model.glyphs)
        let list = rect.splitRows(at: 2).bottom
        if table.order.isEmpty {
            paintEmpty(&canvas, list, model)
            return
        }
        for row in 0..<list.height {
            let index = model.slots.top + row
            guard table.order.indices.contains(index), let entry = table[table.order[index]]
            else { break }
            paint(&canvas, list.row(row), entry, places, model)
        }
    }

    /// The column whose header stands under a place on the screen.
    static func column(at x: Int, _ model: ConsoleModel) -> SlotColumn? {
        let rect = model.layout[.slots]
        return model.columnPlan.places(width: rect.width)
            .first { x >= rect.x + $0.x - 1 && x < rect.x + $0.x + $0.width }?.column
    }

    private static func title(_ model: ConsoleModel, _ table: SlotsTable) -> PaneTitle {
        var title = PaneTitle(.slots)
        title.add(model.filters[.slots], hidden: table.hiddenCount)
        if model.skippedColumns > 0 {
            title.add("\(model.glyphs.leftward)\(model.skippedColumns) columns", Look.dim)
        }
        if !model.marks.isEmpty { title.add("\(model.marks.count) marked", Look.marked) }
        let total = table.order.count
        if total > model.layout.listHeight(of: .slots), total > 0 {
            title.trailing.add("row \(model.slots.index + 1)/\(total)  ", Look.dim)
        }
        title.trailing.add("\(table.liveCount) open", Look.dim)
        if table.count > table.liveCount {
            title.trailing.add("  \(table.count - table.liveCount) closed", Look.dim)
        }
        return title
    }

    private static func header(
        _ canvas: inout Canvas, _ rect: Rect, _ places: [ColumnPlan.Place], _ sort: SortOrder,
        _ glyphs: Glyphs
    ) {
        guard !rect.isEmpty else { return }
        canvas.fill(rect, role: Look.header)
        for place in places {
            let isSorted = place.column == sort.column
            let role = isSorted ? Look.sorted : Look.header
            let x = rect.x + place.x
            let width = min(place.width, rect.width - place.x)
            let title = place.column.title(in: width)
            canvas.put(
                title, x: x, y: rect.y, role: role, width: width, align: place.column.alignment,
                ellipsis: false)
            guard isSorted else { continue }
            // In front of the title, in the gap between columns if need be.
            let slack = place.column.alignment == .right ? max(0, width - title.count) : 0
            let arrow = sort.isInverted ? glyphs.descending : glyphs.ascending
            canvas.put(String(arrow), x: x + slack - 1, y: rect.y, role: role, width: 1)
        }
    }

    private static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ entry: SlotEntry, _ places: [ColumnPlan.Place],
        _ model: ConsoleModel
    ) {
        let id = entry.row.id
        let isSelected = id == model.slots.id
        if model.marks.contains(id) {
            canvas.put(String(model.glyphs.marked), x: rect.x, y: rect.y, role: Look.marked)
        } else if isSelected {
            canvas.put(
                String(model.glyphs.selected), x: rect.x, y: rect.y, role: Look.focusedTitle)
        }
        for place in places {
            if entry.endedAt != nil, place.column.isOnlyForTheLiving {
                let text = SlotText.ending(entry, now: model.now)
                canvas.put(
                    text, x: rect.x + place.x, y: rect.y, width: rect.width - place.x)
                break
            }
            SlotCell(entry: entry, now: model.now, glyphs: model.glyphs)
                .paint(&canvas, place, rect)
        }
        if isSelected, model.focus == .slots { canvas.setBackdrop(rect, Look.selection) }
    }

    private static func paintEmpty(_ canvas: inout Canvas, _ rect: Rect, _ model: ConsoleModel) {
        let lines: [Phrase]
        if model.shown.slots.count > 0 {
            lines = [
                Phrase(
                    "The filter hides every connection; \(model.keymap.clearing).",
                    Look.dim)
            ]
        } else {
            lines = NextStep.connect(model, "No connection yet.")
        }
        NextStep.paint(lines, &canvas, rect)
    }
}
