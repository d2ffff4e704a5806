import TerminalCanvas

/// Paints what Tab offers above an input line: a row for each with what it is, or all in one row
/// where their names say it all.
struct PromptMenu {
    let menu: CompletionMenu
    let glyphs: Glyphs

    /// Rows at once: enough to choose from, few enough to see the panes.
    static let rows = 10

    /// - Parameter column: where the word stands that is being completed.
    func paint(_ canvas: inout Canvas, above line: Rect, column: Int) {
        if menu.candidates.allSatisfy(\.summary.isEmpty) {
            paintRow(&canvas, Rect(x: line.x, y: line.y - 1, width: line.width, height: 1))
            return
        }
        let count = min(menu.candidates.count, PromptMenu.rows, line.y - 1)
        let first = firstShown(count)
        let names = menu.candidates.map { TextWidth.columns(of: $0.text) }.max() ?? 0
        let summaries = menu.candidates.map { TextWidth.columns(of: $0.summary) }.max() ?? 0
        let width = min(line.width, max(24, names + summaries + 4))
        let x = max(line.x, min(column - 1, line.maxX - width))
        for row in 0..<count {
            let rect = Rect(x: x, y: line.y - count + row, width: width, height: 1)
            paint(&canvas, rect, first + row, names: names)
        }
        guard count < menu.candidates.count else { return }
        let place = " \((menu.selected ?? first) + 1)/\(menu.candidates.count) "
        canvas.put(
            place, x: max(x, x + width - place.count), y: line.y - count, role: Look.dim,
            width: width)
    }

    /// The window of the list: the selected one is in it.
    private func firstShown(_ count: Int) -> Int {
        min(max(0, (menu.selected ?? 0) - count / 2), max(0, menu.candidates.count - count))
    }

    private func paint(_ canvas: inout Canvas, _ rect: Rect, _ index: Int, names: Int) {
        let candidate = menu.candidates[index]
        let isSelected = index == menu.selected
        canvas.fill(rect, role: isSelected ? Look.text : Look.input)
        canvas.put(
            candidate.text, x: rect.x + 1, y: rect.y,
            role: isSelected ? Look.focusedTitle : Look.input, width: min(names, rect.width - 2))
        let room = rect.width - names - 4
        if room > 0 {
            canvas.put(
                candidate.summary, x: rect.x + names + 3, y: rect.y, role: Look.dim, width: room)
        }
        canvas.setBackdrop(rect, isSelected ? Look.selection : Look.input)
    }

    private func paintRow(_ canvas: inout Canvas, _ rect: Rect) {
        canvas.fill(rect, role: Look.input)
        canvas.setBackdrop(rect, Look.input)
        var x = rect.x + 1
        for index in leftmost(rect.width - 2)..<menu.candidates.count {
            let text = menu.candidates[index].text
            let width = TextWidth.columns(of: text)
            guard x + width < rect.maxX else { break }
            let isSelected = index == menu.selected
            canvas.put(
                text, x: x, y: rect.y, role: isSelected ? Look.focusedTitle : Look.dim,
                backdrop: isSelected ? Look.selection : Look.input)
            x += width + 2
        }
    }

    /// The first of the row, so that the selected one fits.
    private func leftmost(_ columns: Int) -> Int {
        guard let selected = menu.selected else { return 0 }
        var first = selected
        var used = TextWidth.columns(of: menu.candidates[selected].text)
        while first > 0 {
            used += TextWidth.columns(of: menu.candidates[first - 1].text) + 2
            guard used <= columns else { break }
            first -= 1
        }
        return first
    }
}
