/// Lines entered before, the newest last.
struct History: Sendable {
    enum Kind: String, Hashable, Sendable { case command, filter, send, close, find }

    /// Lines kept of each kind: enough for a session, and bounded.
    static let capacity = 100

    private var lines: [Kind: [String]] = [:]

    init(_ kept: [HistoryLine] = []) {
        for line in kept { add(line.text, line.kind) }
    }

    mutating func add(_ line: String, _ kind: Kind) {
        guard !line.isEmpty else { return }
        var kept = lines[kind, default: []].filter { $0 != line }
        kept.append(line)
        lines[kind] = Array(kept.suffix(History.capacity))
    }

    /// The next older line, or newer where `step` is negative, that begins as told: how many steps
    /// back it stands, and what it says. 0 steps back is the line being typed.
    func next(
        from place: Int, by step: Int, beginning prefix: String, _ kind: Kind
    ) -> (back: Int, line: String?)? {
        let kept = lines[kind, default: []]
        var back = place + step
        while back > 0, back <= kept.count {
            let line = kept[kept.count - back]
            if line.hasPrefix(prefix) { return (back, line) }
            back += step
        }
        return back == 0 ? (0, nil) : nil
    }
}
