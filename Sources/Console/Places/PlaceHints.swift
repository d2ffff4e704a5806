import TerminalCanvas

/// What the line at the bottom offers while a letter for a place is waited for.
enum PlaceHints {
    static func phrase(_ use: PlaceUse, _ model: ConsoleModel) -> Phrase {
        var phrase = Phrase(use == .set ? " this row is:" : " jump to:", Look.warning)
        if use == .jump {
            phrase.add(" '", Look.statusKey)
            phrase.add(" back ", Look.dim)
        } else {
            phrase.add(" a-z", Look.statusKey)
            phrase.add(" a letter to come back by ", Look.dim)
        }
        for (letter, spot) in model.places.sorted(by: { $0.key < $1.key }) {
            phrase.add(" \(letter)", Look.statusKey)
            phrase.add(" \(spot.name) ", Look.dim)
        }
        return phrase
    }
}
