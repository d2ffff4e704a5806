/// Columns of the slots by their names, as options and commands give them.
enum ColumnChoice {
    /// nil for none: then the room decides. The program has checked the names before.
    static func read(_ names: [String]) -> [SlotColumn]? {
        let columns = names.compactMap { SlotColumn(named: $0) }
        return columns.isEmpty ? nil : whole(columns)
    }

    /// `#` in front, without which a row has no name, and each once.
    static func whole(_ columns: [SlotColumn]) -> [SlotColumn] {
        var seen: Set<SlotColumn> = [.slot]
        return [.slot] + columns.filter { seen.insert($0).inserted }
    }
}
