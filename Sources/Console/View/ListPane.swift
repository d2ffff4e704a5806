import TerminalCanvas

/// What the lists of events and frames have in common.
enum ListPane {
    /// `312 kept  0 lost`; the loss stands out when there is one.
    static func counts(kept: Int, lost: UInt64) -> Phrase {
        var phrase = Phrase("\(kept) kept  ", Look.dim)
        phrase.add("\(lost) lost", lost > 0 ? Look.levelWarning : Look.dim)
        return phrase
    }

    /// A bar at the left edge, and the whole row lit up where the keys go.
    static func paintCursor(
        _ canvas: inout Canvas, _ rect: Rect, isSelected: Bool, pane: Pane, _ model: ConsoleModel
    ) {
        guard isSelected else { return }
        canvas.put(
            String(model.glyphs.selected), x: rect.x, y: rect.y, role: Look.focusedTitle)
        if model.focus == pane { canvas.setBackdrop(rect, Look.selection) }
    }
}
