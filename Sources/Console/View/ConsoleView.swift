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
            joinTitles(&canvas, layout, divider, model.glyphs)
        }
        StatusLine.paint(&canvas, model)
        if model.isWelcoming { WelcomePane.paint(&canvas, model) }
        if let page = model.page { PagePane.paint(&canvas, page, model) }
        switch model.mode {
        case .help(let top): HelpPane.paint(&canvas, model, top: top)
        case .choosingColumns(let chooser): ColumnChooserPane.paint(&canvas, model, chooser)
        case .sorting(let menu): SortMenuPane.paint(&canvas, model, menu)
        case .browsing, .editing, .asking, .copying, .placing, .composing, .closing, .hostile:
            break
        }
        let below = BottomLine.paint(&canvas, model)
        let cursor = paintPanel(&canvas, model) ?? below
        return Screen(canvas: canvas, cursor: cursor)
    }

    /// What is docked over the panes while something is composed or chosen.
    private static func paintPanel(_ canvas: inout Canvas, _ model: ConsoleModel) -> Point? {
        switch model.mode {
        case .composing(let composer): return ComposerPanel.paint(&canvas, composer, model)
        case .closing(let dialog): return ClosePanel.paint(&canvas, dialog, model)
        case .hostile(let menu):
            HostilePanel.paint(&canvas, menu, model)
            return nil
        case .browsing, .editing, .asking, .copying, .placing, .help, .choosingColumns, .sorting:
            return nil
        }
    }

    /// Where the rule of a pane's title meets the divider.
    private static func joinTitles(
        _ canvas: inout Canvas, _ layout: Layout, _ divider: Rect, _ glyphs: Glyphs
    ) {
        let left = Set(layout.panes.values.filter { $0.x < divider.x }.map(\.y))
        let right = Set(layout.panes.values.filter { $0.x > divider.x }.map(\.y))
        for y in left.union(right) {
            let sign =
                switch (left.contains(y), right.contains(y)) {
                case (true, true): y == divider.y ? glyphs.teeTop : glyphs.cross
                case (true, false): glyphs.teeRight
                default: glyphs.teeLeft
                }
            canvas.put(String(sign), x: divider.x, y: y, role: Look.border)
        }
    }
}
