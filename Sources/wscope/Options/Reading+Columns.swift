import Console

extension Reading {
    /// `peer,rtt queue`: names with commas or blanks between them.
    static func columns(_ text: String) throws(WrongValue) -> [String] {
        var names: [String] = []
        for name in text.split(whereSeparator: { ", ".contains($0) }) {
            names.append(try column(String(name)))
        }
        guard !names.isEmpty else { throw WrongValue(text, allowed: allowedColumns) }
        return names
    }

    static func column(_ name: String) throws(WrongValue) -> String {
        guard ColumnNames.all.contains(name) else {
            throw WrongValue(name, allowed: allowedColumns)
        }
        return name
    }

    private static var allowedColumns: String {
        "columns of " + ColumnNames.all.joined(separator: ", ")
    }
}
