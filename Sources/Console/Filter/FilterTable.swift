/// The grammar of filters as documentation.
public enum FilterTable {
    /// For the README: one row for each field.
    public static var markdown: String {
        let rows = FilterField.allCases.map { field in
            "| `\(field)` | \(field.lists) | `\(field.kind.operators)` | \(field.meaning) |"
        }
        let head = ["| Field | Of | Compared by | Is |", "|---|---|---|---|"]
        return (head + rows).joined(separator: "\n") + "\n"
    }
}
