import WebSocketEngine

/// What a question of linear mode is restricted to: `0 last 5 where op = text`.
struct LinearQuery {
    enum Part { case slot, count, filter }

    /// Frames of this connection alone.
    var slot: ConnectionID?
    var count = 20
    var filter: Filter?

    init(
        _ words: inout CommandWords, asks parts: [Part], _ model: ConsoleModel
    ) throws(CommandError) {
        if parts.contains(.slot), let word = words.peek(), !["last", "where"].contains(word.text) {
            _ = words.next()
            if word.text != "all" { slot = try Self.connection(word, model) }
        }
        if parts.contains(.count), words.peek()?.text == "last" {
            _ = words.next()
            guard let word = words.next(), let number = Int(word.text), number > 0 else {
                throw CommandError("how many?", at: words.offset)
            }
            count = number
        }
        guard let word = words.peek() else { return }
        guard word.text == "where" else {
            let wanted = parts.contains(.count) ? "last N or where FILTER" : "where FILTER"
            throw CommandError("\(wanted) may follow", at: word.offset)
        }
        _ = words.next()
        filter = try Filter(words.rest())
    }

    /// Of a slot that is held, or was until a while ago.
    private static func connection(
        _ word: CommandWords.Word, _ model: ConsoleModel
    ) throws(CommandError) -> ConnectionID {
        let parts = word.text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { UInt32($0) }
        guard numbers.count == parts.count, (1...2).contains(parts.count) else {
            throw CommandError("a slot, as 0 or 0.12, or all", at: word.offset)
        }
        if parts.count == 2 { return ConnectionID(slot: numbers[0], generation: numbers[1]) }
        let slots = model.shown.slots
        if let holder = slots.holder(of: numbers[0]) { return holder }
        if let last = slots.order.last(where: { $0.slot == numbers[0] }) { return last }
        throw CommandError("nobody is connected in slot \(numbers[0])", at: word.offset)
    }
}
