import TerminalCanvas

/// The rule above a pane: its number and name, what is special about its content now, and at the
/// right what is counted.
struct PaneTitle {
    let pane: Pane
    private var parts: [Phrase] = []
    var trailing = Phrase()
    /// Between two parts.
    var gap = "  "

    init(_ pane: Pane) { self.pane = pane }

    mutating func add(_ text: String, _ role: Role) { parts.append(Phrase(text, role)) }

    mutating func add(_ text: SanitisedText, _ role: Role) {
        var phrase = Phrase()
        phrase.add(text, role)
        parts.append(phrase)
    }

    func paint(_ canvas: inout Canvas, _ rect: Rect, _ model: ConsoleModel) {
        guard !rect.isEmpty else { return }
        let isFocused = model.focus == pane
        let border = isFocused ? Look.focusedBorder : Look.border
        canvas.hLine(x: rect.x, y: rect.y, length: rect.width, role: border, glyphs: model.glyphs)
        var text = Phrase(" \(pane.rawValue) \(pane.title)", titleRole(isFocused))
        for part in parts {
            text.add(gap)
            text.add(part)
        }
        text.add(" ")
        let used = canvas.put(text, x: rect.x + 2, y: rect.y, width: max(0, rect.width - 3))
        paintTrailing(&canvas, rect, after: used + 3)
    }

    /// Only where it fits whole: half a number is worse than none.
    private func paintTrailing(_ canvas: inout Canvas, _ rect: Rect, after used: Int) {
        let width = TextWidth.columns(of: trailing.text) + 2
        guard !trailing.text.isEmpty, used + width + 2 <= rect.width else { return }
        let x = rect.maxX - width - 2
        canvas.put(" ", x: x, y: rect.y, role: Look.text)
        canvas.put(trailing, x: x + 1, y: rect.y)
        canvas.put(" ", x: x + width - 1, y: rect.y, role: Look.text)
    }

    private func titleRole(_ isFocused: Bool) -> Role {
        isFocused ? Look.focusedTitle : Look.title
    }
}

extension PaneTitle {
    /// `filter: !ping (3 hidden)`, when there is one.
    mutating func add(_ filter: Filter?, hidden: Int) {
        guard let filter else { return }
        var phrase = Phrase("filter: ", Look.warning)
        phrase.add(Sanitiser.visible(filter.text, limit: 32), Look.warning)
        phrase.add(" (\(hidden) hidden)", Look.dim)
        parts.append(phrase)
    }
}
