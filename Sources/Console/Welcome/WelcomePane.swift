import TerminalCanvas

/// Paints what a new operator needs first, in a corner, until the first key.
enum WelcomePane {
    private static let width = 58
    private static let keyWidth = 16

    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) {
        let lines = lines(model)
        let screen = Rect(model.size).inset(dx: 0, dy: 1)
        let size = Size(
            columns: min(screen.width, width), rows: min(screen.height, lines.count + 2))
        let box = Rect(
            x: max(0, screen.maxX - size.columns - 2), y: screen.maxY - size.rows,
            width: size.columns, height: size.rows)
        canvas.fill(box, role: Look.help)
        canvas.box(box, role: Look.helpBorder, glyphs: model.glyphs)
        put(" welcome to wscope ", Look.helpTitle, x: box.x + 2, y: box.y, &canvas, box)
        let foot = " any key closes this "
        put(
            foot, Look.helpBorder, x: box.maxX - foot.count - 2, y: box.maxY - 1, &canvas, box)
        let inside = box.inset(dx: 2, dy: 1)
        for (row, line) in lines.prefix(inside.height).enumerated() {
            canvas.put(line, x: inside.x, y: inside.y + row, width: inside.width)
        }
    }

    private static func put(
        _ text: String, _ role: Role, x: Int, y: Int, _ canvas: inout Canvas, _ box: Rect
    ) {
        canvas.put(text, x: max(box.x, x), y: y, role: role, width: box.maxX - max(box.x, x))
    }

    private static func lines(_ model: ConsoleModel) -> [Phrase] {
        let name = { (action: Action) in model.keymap.keyName(of: action) }
        var lines = [
            line("a client goes to", model.facts.url), line("or try", "wscope --demo 8"), Phrase(),
            line("\(name(.nextPane))  1-4", "from pane to pane"),
            line(name(.open), "deeper: a slot's frames, their bits"),
            line(name(.back), "back"),
        ]
        if !model.facts.readOnly {
            let keys = [Action.ping, .send, .close, .abort].map(name).joined(separator: " ")
            lines.append(line(keys, "ping, send, close, abort"))
        }
        lines.append(
            line("\(name(.filter))  \(name(.command))", "show what fits; the command line"))
        lines.append(line(name(.help), "every key and command"))
        return lines
    }

    private static func line(_ key: String, _ text: String) -> Phrase {
        var phrase = Phrase(key.padded(keyWidth) + "  ", Look.helpKey)
        phrase.add(text, Look.help)
        return phrase
    }
}
