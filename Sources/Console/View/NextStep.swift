import TerminalCanvas

/// What an empty pane says: why it is empty, and what to do about it.
enum NextStep {
    static func plain(_ text: String) -> [Phrase] { [Phrase(text, Look.dim)] }

    /// Nobody has connected yet.
    static func connect(_ model: ConsoleModel, _ what: String) -> [Phrase] {
        var address = Phrase("  ")
        address.add(model.facts.url, Look.focusedTitle)
        var demo = Phrase("or start with ", Look.dim)
        demo.add("wscope --demo 8", Look.focusedTitle)
        demo.add(" to watch eight simulated ones.", Look.dim)
        return [Phrase("\(what) Point a client at", Look.dim), address, demo]
    }

    /// Somebody is there, but nothing was said.
    static func talk(_ model: ConsoleModel, _ what: String) -> [Phrase] {
        var phrase = Phrase(what + " ", Look.dim)
        guard !model.facts.readOnly else { return [phrase] }
        phrase.add(model.keymap.keyName(of: .ping), Look.focusedTitle)
        phrase.add(" pings the selected slot, ", Look.dim)
        phrase.add(model.keymap.keyName(of: .send), Look.focusedTitle)
        phrase.add(" sends to it.", Look.dim)
        return [phrase]
    }

    static func paint(_ lines: [Phrase], _ canvas: inout Canvas, _ rect: Rect) {
        let top = rect.height > lines.count + 1 ? 1 : 0
        for (offset, line) in lines.enumerated() where top + offset < rect.height {
            canvas.put(line, x: rect.x + 2, y: rect.y + top + offset, width: rect.width - 3)
        }
    }
}
