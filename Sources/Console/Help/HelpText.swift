import TerminalCanvas

/// The help, made of the key table and the command table.
struct HelpText {
    let lines: [Phrase]
    /// Where the second of two columns begins: at a heading, the halves about as long.
    let fold: Int

    init(_ topic: HelpTopic, _ keymap: Keymap) {
        switch topic {
        case .everything:
            let first = HelpText.keyLines(of: [.move, .act, .find], keymap)
            fold = first.count
            lines =
                first + HelpText.keyLines(of: [.screen, .leave], keymap) + HelpText.commandLines
                + HelpText.filterLines + HelpText.inputLines
        case .keys:
            let chapters = KeyBinding.Group.allCases.map { HelpText.actionLines(of: $0, keymap) }
            let first = Array(chapters.prefix(2).joined())
            fold = first.count
            lines = first + chapters.dropFirst(2).joined() + HelpText.remappingLines(keymap)
        }
    }

    var rowCount: Int { lines.count }
    var foldedRowCount: Int { max(fold, rowCount - fold) }

    private static let keyWidth = 16

    private static func keyLines(of groups: [KeyBinding.Group], _ keymap: Keymap) -> [Phrase] {
        groups.flatMap { group in
            [heading(group.rawValue)]
                + keymap.bindings.filter { $0.group == group }.map { binding in
                    entry(KeyName.list(binding.keys), binding.summary)
                } + [Phrase()]
        }
    }

    /// A star stands before what is not as by standard.
    private static func actionLines(of group: KeyBinding.Group, _ keymap: Keymap) -> [Phrase] {
        [heading(group.rawValue)]
            + keymap.bindings.filter { $0.group == group }.map { binding in
                var phrase = Phrase(
                    keymap.isRemapped(binding.action) ? "* " : "  ", Look.helpTitle)
                let keys = binding.keys.isEmpty ? "-" : KeyName.list(binding.keys)
                phrase.add(keys.padded(keyWidth - 2), Look.helpKey)
                phrase.add(" " + binding.action.name.padded(16), Look.helpTitle)
                phrase.add(" " + binding.summary, Look.help)
                return phrase
            } + [Phrase()]
    }

    private static func remappingLines(_ keymap: Keymap) -> [Phrase] {
        let isRemapped = Action.allCases.contains(where: keymap.isRemapped)
        var phrase = Phrase(isRemapped ? "* " : "", Look.helpTitle)
        phrase.add(
            isRemapped ? "has other keys than by standard." : "All keys are the standard ones.",
            Look.help)
        return [
            heading("To change them"), phrase,
            entry(":map KEY ACTION", "for this session; :unmap KEY takes one away"),
            entry("keys.toml", "in $XDG_CONFIG_HOME/wscope, for every session"),
        ]
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
