import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// Paints the selected frame, bit by bit.
enum InspectorPane {
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) {
        let rect = model.layout[.inspector]
        guard !rect.isEmpty else { return }
        guard let record = model.lab?.record ?? model.inspected else {
            PaneTitle(.inspector).paint(&canvas, rect, model)
            let hint = NextStep.plain("The selected frame appears here, bit by bit.")
            NextStep.paint(hint, &canvas, rect.splitRows(at: 1).bottom)
            return
        }
        let view = InspectorView(record, model)
        title(view, model).paint(&canvas, rect, model)
        for (offset, line) in view.lines(rect.height - 1).enumerated() {
            canvas.put(line.phrase, x: rect.x, y: rect.y + 1 + offset, width: rect.width)
        }
    }

    /// The field under a cell of the grid.
    static func field(at point: Point, _ model: ConsoleModel) -> Int? {
        let rect = model.layout[.inspector]
        guard let record = model.inspected, rect.contains(point) else { return nil }
        let view = InspectorView(record, model)
        let lines = view.lines(rect.height - 1)
        let index = point.y - rect.y - 1
        guard lines.indices.contains(index) else { return nil }
        switch lines[index].kind {
        case .gridRow(let row):
            guard let bit = view.grid.bit(row: row, column: point.x - rect.x) else { return nil }
            return view.frame.fieldIndex(at: bit)
        case .field(let field): return field
        case .other: return nil
        }
    }

    private static func title(_ view: InspectorView, _ model: ConsoleModel) -> PaneTitle {
        let record = view.record
        var title = PaneTitle(.inspector)
        title.gap = " "
        if model.lab != nil { title.add("LAB", Look.warning) }
        title.add("#\(record.sequence)", Look.bitOne)
        title.add("slot \(record.id)", Look.text)
        title.add(record.direction.name, Look.direction(record.direction))
        title.add(FrameText.opcode(record), Look.opcode(record.header.opcode))
        title.add("hdr \(record.header.byteCount)B", Look.dim)
        title.add("payload \(record.header.payloadLength)B", Look.dim)
        if let inflated = record.inflated { title.add(FrameText.ratio(inflated), Look.dim) }
        if let row = model.shown.slots[record.id]?.row, !row.temper.isLawful {
            title.add(TemperText.brief(row.temper, columns: 12), Look.warning)
        }
        let bit = model.bit.map { "bit \($0) " } ?? ""
        let place = bit + "field \(view.selectedIndex + 1)/\(view.frame.fields.count)"
        title.trailing = Phrase(
            view.selected.map { "\(place) \($0.name.uppercased())" } ?? place,
            Look.bitLabelSelected)
        return title
    }
}
