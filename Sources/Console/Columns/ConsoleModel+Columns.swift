import TerminalCanvas

extension ConsoleModel {
    var columnPlan: ColumnPlan {
        ColumnPlan(
            chosen: columns, isBesideInspector: layout.divider != nil, skipped: skippedColumns,
            slotDigits: shown.slots.slotDigits)
    }

    /// The columns of the table as it stands.
    var columnPlaces: [SlotColumn] {
        columnPlan.places(width: layout[.slots].width).map(\.column)
    }

    mutating func openColumnChooser() {
        skippedColumns = 0
        mode = .choosingColumns(
            ColumnChooser(shown: columns ?? columnPlaces, before: columns))
    }

    /// A key while the list of columns is open; the table behind it shows what it would be.
    mutating func chooseColumns(_ open: ColumnChooser, _ key: Key) -> [ConsoleEffect] {
        var chooser = open
        switch key {
        case .character("J"): chooser.carry(by: 1)
        case .character("K"): chooser.carry(by: -1)
        case .character("r"): return endChoosing(nil, "as many columns as fit")
        default:
            switch keymap.action(for: key) {
            case .down: chooser.move(by: 1)
            case .up: chooser.move(by: -1)
            case .top, .pageUp: chooser.move(by: -chooser.rows.count)
            case .bottom, .pageDown: chooser.move(by: chooser.rows.count)
            case .mark: chooser.toggle()
            case .open: return endChoosing(chooser.columns, "columns kept")
            case .back, .leave, .chooseColumns: return endChoosing(chooser.before, nil)
            case .quitNow: return [.quit]
            case .redraw: return [.redraw]
            case .suspend: return [.suspend]
            default: return []
            }
        }
        columns = chooser.rows == open.rows ? columns : chooser.columns
        mode = .choosingColumns(chooser)
        return []
    }

    private mutating func endChoosing(
        _ chosen: [SlotColumn]?, _ words: String?
    ) -> [ConsoleEffect] {
        columns = chosen
        mode = .browsing
        if let words { say(words) }
        return []
    }

    /// Fields of the frame, or, where the slots have the focus, columns that have no room.
    mutating func moveSideways(by step: Int) {
        guard focus == .slots else {
            moveField(by: step)
            return
        }
        if step > 0, !columnPlan.isCut(at: layout[.slots].width) { return }
        skippedColumns = max(0, skippedColumns + step)
    }
}
