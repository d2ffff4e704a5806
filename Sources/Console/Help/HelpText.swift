import TerminalCanvas

/// The help, made of the key table and the command table.
enum HelpText {
    static let lines: [Phrase] =
        keyLines(of: KeyBinding.Group.allCases) + commandLines + filterLines + inputLines

    static var rowCount: Int { lines.count }

    /// Where the second of two columns begins: at a heading, the halves about as long.
    static let fold = keyLines(of: [.move, .act, .find]).count
    static var foldedRowCount: Int { max(fold, rowCount - fold) }

    private static let keyWidth = 16

    private static func keyLines(of groups: [KeyBinding.Group]) -> [Phrase] {
        groups.flatMap { group in
            [heading(group.rawValue)]
                + Keymap.standard.bindings.filter { $0.group == group }.map { binding in
                    entry(KeyName.list(binding.keys), binding.summary)
                } + [Phrase()]
        }
    }

    private static var commandLines: [Phrase] {
        [heading("Command line")]
            + CommandTable.all.map { command in
                var phrase = Phrase(":\(command.usage)".padded(34), Look.helpKey)
                phrase.add(" " + command.summary, Look.help)
                return phrase
            } + [Phrase()]
    }

    /// The fields by how they are written; the README has what each means.
    private static var filterLines: [Phrase] {
        [heading("Filters")]
            + FilterField.Kind.allCases.map { kind in
                let fields = FilterField.allCases.filter { $0.kind == kind }.map(\.rawValue)
                var phrase = entry(fields.joined(separator: " "), "", width: 26)
                phrase.add(kind.operators.padded(17), Look.helpKey)
                phrase.add(" " + kind.example, Look.help)
                return phrase
            } + [
                entry("and or not ( )", "terms side by side must all hold", width: 26),
                entry(
                    "WORD \"a text\"", "a part of the row; ~ takes a regular expression",
                    width: 26),
                Phrase(),
            ]
    }

    private static var inputLines: [Phrase] {
        [
            heading("In an input line"),
            entry("Enter Esc", "do it; leave it"),
            entry("Tab Shift-Tab", "complete, then one after the other, or back"),
            entry("↑ ↓", "lines entered before that begin like this one"),
            entry("Ctrl-A E Alt-B F", "to the start, to the end, a word back or on"),
            entry("Ctrl-U K W", "erase to the start, to the end, a word; Ctrl-Y: again"),
            entry("Paste", "goes in as it is; nothing runs before Enter"),
            Phrase(),
            heading("Mouse"),
            entry("Click", "select a row or a bit, sort by a header"),
            entry("Wheel", "scroll"),
        ]
    }

    private static func heading(_ text: String) -> Phrase { Phrase(text, Look.helpTitle) }

    private static func entry(
        _ keys: String, _ summary: String, width: Int = keyWidth
    ) -> Phrase {
        var phrase = Phrase(keys.padded(width), Look.helpKey)
        phrase.add(" " + summary, Look.help)
        return phrase
    }
}
