import TerminalCanvas
import WebSocketEngine

/// Paints a page in the place of the panes: its title, then as many rows as fit.
enum PagePane {
    /// Rows of text on a screen of a size, and the columns they have.
    static func area(_ model: ConsoleModel) -> Rect {
        let body = body(model)
        guard body.height >= 3, model.page.flatMap(PageText.warning) != nil else { return body }
        return body.splitRows(at: 1).bottom
    }

    /// Between the title and the line at the bottom.
    private static func body(_ model: ConsoleModel) -> Rect {
        var body = Rect(model.size)
        if body.height >= 3 { body = body.splitRows(at: 1).bottom }
        if body.height >= 2 { body = body.splitRows(at: -1).top }
        return body.height >= 2 ? body.splitRows(at: 1).bottom : body
    }

    static func textColumns(_ model: ConsoleModel) -> Int { max(8, area(model).width - 2) }

    static func paint(_ canvas: inout Canvas, _ page: Page, _ model: ConsoleModel) {
        let area = area(model)
        let body = body(model)
        canvas.fill(body, role: Look.text)
        if body.y > 0 {
            let rule = Rect(x: body.x, y: body.y - 1, width: body.width, height: 1)
            paintTitle(&canvas, rule, page, model)
        }
        if area.y > body.y, let warning = PageText.warning(page) {
            let text = Phrase("! " + warning, Look.warning)
            canvas.put(text, x: body.x + 1, y: body.y, width: body.width - 1)
        }
        guard page.rowCount > 0 else {
            canvas.put(emptyText(page), x: area.x + 1, y: area.y, width: area.width - 1)
            return
        }
        for row in 0..<area.height where page.top + row < page.rowCount {
            let line = area.row(row)
            canvas.put(
                PageText.row(page.top + row, page), x: line.x + 1, y: line.y, width: line.width - 1)
            if page.top + row == page.found {
                canvas.put(
                    String(model.glyphs.selected), x: line.x, y: line.y, role: Look.focusedTitle)
            }
        }
    }

    private static func emptyText(_ page: Page) -> Phrase {
        guard case .payload(_, let parts) = page.subject, page.bytes == nil else {
            return Phrase("There is nothing in it.", Look.dim)
        }
        return Phrase("loading \(Spell.bytes(UInt64(parts.total)))…", Look.dim)
    }

    private static func paintTitle(
        _ canvas: inout Canvas, _ rect: Rect, _ page: Page, _ model: ConsoleModel
    ) {
        canvas.hLine(
            x: rect.x, y: rect.y, length: rect.width, role: Look.focusedBorder,
            glyphs: model.glyphs)
        var title = PageText.title(page)
        title.add(" ")
        let used = canvas.put(title, x: rect.x + 2, y: rect.y, width: max(0, rect.width - 3))
        let last = min(page.rowCount, page.top + area(model).height)
        guard page.rowCount > 0 else { return }
        let place = " \(page.top + 1)-\(last)/\(page.rowCount) "
        guard used + place.count + 4 <= rect.width else { return }
        canvas.put(place, x: rect.maxX - place.count - 1, y: rect.y, role: Look.dim)
    }
}
