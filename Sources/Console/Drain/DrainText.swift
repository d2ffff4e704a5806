import TerminalCanvas

/// How far a drain has come, for the line at the top.
enum DrainText {
    private static let bar = 10

    static func phrase(_ drain: Drain, _ glyphs: Glyphs) -> Phrase {
        let full = drain.count == 0 ? bar : drain.done * bar / drain.count
        var phrase = Phrase("drain ", Look.statusWarning)
        phrase.add("\(drain.done)/\(drain.count) ", Look.status)
        phrase.add(String(repeating: glyphs.meterFull, count: full), Look.statusWarning)
        phrase.add(String(repeating: glyphs.meterEmpty, count: bar - full), Look.statusDim)
        return phrase
    }
}
