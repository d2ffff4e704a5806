import WebSocketEngine
import WebSocketWire

/// `5/s where idle > 60s code 1001 see you`, as an operator types it.
struct DrainWish {
    var rate: Double
    var filter: Filter?
    var wish: CloseWish

    /// From one in a hundred seconds to more than any client comes back at.
    private static let rates = 0.01...10_000

    init(_ words: inout CommandWords) throws(CommandError) {
        rate = try DrainWish.rate(&words)
        wish = try CloseWish("1001")
        guard !words.isAtEnd else { return }
        let word = words.peek()
        guard word?.text == "where" || word?.text == "code" else {
            throw CommandError("where and a filter, or code and a number", at: words.offset)
        }
        let rest = words.rest()
        let (filter, code) = DrainWish.split(rest)
        if let code { wish = try CloseWish(code.text, offset: code.offset) }
        guard let filter else { return }
        self.filter = try Filter(filter)
        guard self.filter != nil else {
            throw CommandError("where what? a filter, as after /", at: filter.offset)
        }
    }

    private static func rate(_ words: inout CommandWords) throws(CommandError) -> Double {
        guard let word = words.next() else {
            throw CommandError("how fast? 5/s closes five a second", at: words.offset)
        }
        let number = word.text.hasSuffix("/s") ? String(word.text.dropLast(2)) : word.text
        guard let rate = Double(number), rates.contains(rate) else {
            throw CommandError("how fast? as 5/s or 0.5/s, at most 10000/s", at: word.offset)
        }
        return rate
    }

    /// What stands after `where`, and after a `code` that a number follows: `code = 1` is a filter.
    private static func split(
        _ rest: CommandWords.Word
    ) -> (filter: CommandWords.Word?, code: CommandWords.Word?) {
        let line = Array(rest.text)
        var words = CommandWords(rest.text)
        var code: CommandWords.Word?
        var end = line.count
        while let word = words.next() {
            guard word.text == "code", let number = words.peek(), UInt16(number.text) != nil
            else { continue }
            let text = String(line[number.offset...])
            code = CommandWords.Word(text: text, offset: rest.offset + number.offset)
            end = word.offset
        }
        let head = "where"
        guard rest.text.hasPrefix(head) else { return (nil, code) }
        let filter = String(line[head.count..<max(head.count, end)])
        return (CommandWords.Word(text: filter, offset: rest.offset + head.count), code)
    }
}
