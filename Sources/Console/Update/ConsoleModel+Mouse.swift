import TerminalCanvas

extension ConsoleModel {
    /// A click selects what is under it; the wheel scrolls the pane under it.
    mutating func take(_ event: MouseEvent) -> [ConsoleEffect] {
        guard event.kind == .press,
            let (pane, rect) = layout.panes.first(where: { $0.value.contains(event.point) })
        else { return [] }
        switch event.button {
        case .wheelUp: wheel(pane, by: -3)
        case .wheelDown: wheel(pane, by: 3)
        case .left: click(pane, rect, event.point)
        case .middle, .right: break
        }
        return []
    }

    private mutating func wheel(_ pane: Pane, by rows: Int) {
        if pane == .inspector {
            go(to: .inspector)
            if focus == .inspector { move(by: rows.signum()) }
        } else {
            scroll(pane, by: rows)
        }
    }

    private mutating func click(_ pane: Pane, _ rect: Rect, _ point: Point) {
        if pane == .inspector {
            go(to: .inspector)
            if let index = InspectorPane.field(at: point, self) { field = index }
            return
        }
        go(to: pane)
        let header = pane == .slots ? 2 : 1
        let row = point.y - rect.y - header
        if row < 0 {
            guard pane == .slots, row == -1, let column = SlotsPane.column(at: point.x, self)
            else { return }
            let isSame = shown.slots.sort.column == column
            setSort(column: column, inverted: isSame ? !shown.slots.sort.isInverted : false)
            return
        }
        select(row, in: pane)
    }

    private mutating func select(_ row: Int, in pane: Pane) {
        let (count, place) =
            switch pane {
            case .slots: (shown.slots.order.count, (slots.row, slots.index))
            case .events: (shown.events.shownCount, (events.row, events.index))
            case .frames, .inspector: (shown.frames.shownCount, (frames.row, frames.index))
            }
        let step = row - place.0
        guard place.1 + step < count else { return }
        if pane == .events, step != 0 { followsEvents = false }
        if pane == .frames, step != 0 { followsFrames = false }
        move(by: step)
    }
}
