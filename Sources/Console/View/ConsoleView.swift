import TerminalCanvas

/// A painted screen and where the terminal's cursor belongs, if it is to be seen.
struct Screen: Equatable {
    var canvas: Canvas
    var cursor: Point?
}

/// Paints the whole console. Reads the model, changes nothing.
enum ConsoleView {
    static func screen(_ model: ConsoleModel) -> Screen {
        var canvas = Canvas(size: model.size)
        let layout = model.layout
        SlotsPane.paint(&canvas, model)
        EventsPane.paint(&canvas, model)
        FramesPane.paint(&canvas, model)
        InspectorPane.paint(&canvas, model)
        if let divider = layout.divider {
            canvas.vLine(
                x: divider.x, y: divider.y, length: divider.height, role: Look.border,
                glyphs: model.glyphs)
        }
        StatusLine.paint(&canvas, model)
        if case .help(let top) = model.mode { HelpPane.paint(&canvas, model, top: top) }
        let cursor = BottomLine.paint(&canvas, model)
        return Screen(canvas: canvas, cursor: cursor)
    }
}
