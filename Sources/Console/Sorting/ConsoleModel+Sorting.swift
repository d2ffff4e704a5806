import TerminalCanvas

extension ConsoleModel {
    mutating func openSortMenu() { mode = .sorting(SortMenu(at: shown.slots.sort.column)) }

    /// A key while the list of what to sort by is open: a letter is a column and closes it.
    mutating func chooseSort(_ open: SortMenu, _ key: Key) -> [ConsoleEffect] {
        if case .character(let letter) = key, let column = SortMenu.column(for: letter) {
            sort(by: column)
            return []
        }
        var menu = open
        switch keymap.action(for: key) {
        case .down: menu.move(by: 1)
        case .up: menu.move(by: -1)
        case .top, .pageUp: menu.move(by: -SlotColumn.allCases.count)
        case .bottom, .pageDown: menu.move(by: SlotColumn.allCases.count)
        case .open, .mark:
            sort(by: menu.column)
            return []
        case .back, .chooseSort:
            mode = .browsing
            return []
        case .invertSort:
            setSort(inverted: !shown.slots.sort.isInverted)
            mode = .browsing
            return []
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        // Whatever was remapped, there is a way out.
        case nil where key == .escape:
            mode = .browsing
            return []
        default: return []
        }
        mode = .sorting(menu)
        return []
    }

    /// Those come first that one sorts by it for; by the same column again, the last come first.
    private mutating func sort(by column: SlotColumn) {
        mode = .browsing
        let present = shown.slots.sort
        let inverted =
            present.column == column ? !present.isInverted : column.isSortedFromTheEnd
        setSort(column: column, inverted: inverted)
        say("sorted by \(column.name): \(column.first(isInverted: inverted)) first")
    }

    /// The columns of the table as it stands, by which `<` and `>` sort.
    mutating func turnSort(by step: Int) {
        let columns = columnPlaces
        let index = columns.firstIndex(of: shown.slots.sort.column) ?? 0
        guard !columns.isEmpty else { return }
        setSort(column: columns[(index + step + columns.count) % columns.count])
    }

    mutating func setSort(column: SlotColumn? = nil, inverted: Bool? = nil) {
        var sort = live.slots.sort
        if let column { sort.column = column }
        if let inverted { sort.isInverted = inverted }
        live.slots.sort = sort
        frozen?.slots.sort = sort
    }
}
