extension ConsoleModel {
    /// Shows the theme that the command line names, as long as it stands there.
    mutating func previewTheme(of prompt: Prompt) -> [ConsoleEffect] {
        guard prompt.kind == .command else { return [] }
        return preview(ThemeChoice.named(in: prompt.line.text, facts.themes))
    }

    /// Shows the chosen theme again, if another is.
    mutating func endPreview() -> [ConsoleEffect] { preview(nil) }

    private mutating func preview(_ name: String?) -> [ConsoleEffect] {
        let wanted = name == theme ? nil : name
        guard wanted != previewedTheme else { return [] }
        previewedTheme = wanted
        return [.previewTheme(wanted)]
    }
}

/// Which theme a word means.
enum ThemeChoice {
    /// A theme by its name or by a start of it that no other has.
    static func find(_ word: String, _ themes: [String]) -> String? {
        if themes.contains(word) { return word }
        let starting = themes.filter { $0.hasPrefix(word) }
        return starting.count == 1 ? starting[0] : nil
    }

    /// The theme that a line such as `theme light` asks for.
    static func named(in line: String, _ themes: [String]) -> String? {
        var words = CommandWords(line)
        guard let command = words.next(), command.text == "theme", let word = words.next(),
            words.isAtEnd
        else { return nil }
        return find(word.text, themes)
    }

    /// `ansi16, dark (now), light`
    static func list(_ themes: [String], now: String) -> String {
        themes.map { $0 == now ? "\($0) (now)" : $0 }.joined(separator: ", ")
    }
}
