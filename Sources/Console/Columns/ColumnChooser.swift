/// An open list of the columns, in the order they are to have.
struct ColumnChooser: Sendable {
    struct Row: Equatable, Sendable {
        var column: SlotColumn
        var isShown: Bool
    }

    private(set) var rows: [Row]
    private(set) var index = 0
    /// What comes back when the list is left.
    let before: [SlotColumn]?

    /// - Parameter shown: the columns of the table as it stands; `#` always is.
    init(shown: [SlotColumn], before: [SlotColumn]?) {
        self.before = before
        let first = before == nil ? SlotColumn.allCases : shown
        let rest = SlotColumn.allCases.filter { !first.contains($0) }
        rows = (first + rest).filter { $0 != .slot }
            .map { Row(column: $0, isShown: shown.contains($0)) }
    }

    var columns: [SlotColumn] {
        ColumnChoice.whole(rows.filter(\.isShown).map(\.column))
    }

    mutating func move(by step: Int) { index = min(max(0, index + step), rows.count - 1) }

    mutating func toggle() { rows[index].isShown.toggle() }

    /// Takes the column along, past its neighbour.
    mutating func carry(by step: Int) {
        let target = index + step
        guard rows.indices.contains(target) else { return }
        rows.swapAt(index, target)
        index = target
    }
}
