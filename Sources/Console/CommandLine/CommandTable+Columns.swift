extension CommandTable {
    /// What the table of slots shows.
    static let columns: [CommandSpec] = [
        CommandSpec(
            name: "columns", usage: "columns NAME… | reset",
            summary: "columns of the slots, in this order",
            arguments: { _ in SlotColumn.allCases.map(\.name) + ["reset"] }, needsScreen: true
        ) { model, words throws(CommandError) in
            guard !words.isAtEnd else {
                model.openColumnChooser()
                return []
            }
            model.columns = try columns(&words)
            model.skippedColumns = 0
            return []
        }
    ]

    private static func columns(
        _ words: inout CommandWords
    ) throws(CommandError) -> [SlotColumn]? {
        if words.peek()?.text == "reset" {
            _ = words.next()
            try words.expectEnd()
            return nil
        }
        var columns: [SlotColumn] = []
        while let word = words.next() {
            guard let column = SlotColumn(named: word.text) else {
                throw CommandError("no such column: Tab lists them", at: word.offset)
            }
            columns.append(column)
        }
        return ColumnChoice.whole(columns)
    }
}
