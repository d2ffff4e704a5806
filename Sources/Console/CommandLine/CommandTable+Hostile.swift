import WebSocketEngine

extension CommandTable {
    static let hostile = CommandSpec(
        name: "hostile", usage: "hostile WHAT [AMOUNT] [SLOT|all]",
        summary: "mute, late, slow, split, noclose; off",
        candidates: { model, place in
            if place.isFirst {
                return HostileItem.allCases.map {
                    Candidate(text: $0.rawValue, summary: $0.summary)
                }
            }
            let all = Candidate(text: "all", summary: "every connection")
            let amounts = place.before.count == 1 ? amounts(place.before[0]) : []
            return amounts + [all] + FilterValues.slots(model)
        }
    ) { model, words throws(CommandError) in
        let names = HostileItem.allCases.map(\.rawValue).joined(separator: ", ")
        guard let word = words.next() else {
            throw CommandError("misbehave how? \(names)", at: words.offset)
        }
        guard let item = HostileItem(rawValue: word.text) else {
            throw CommandError("no such misbehaviour; there are \(names)", at: word.offset)
        }
        let hostility = try amount(of: item, &words)
        let whom = try Addressee(&words, model)
        try words.expectEnd()
        return model.carryOut(
            whom.targets.map { .temper($0, hostility) }, "\(whom.name): \(hostility.name)",
            isMany: whom.isMany)
    }

    private static func amounts(_ item: String) -> [Candidate] {
        let off = Candidate(text: "off", summary: "no longer")
        switch HostileItem(rawValue: item) {
        case .late:
            return HostileItem.delays.map { Candidate(text: TemperText.delay($0)) } + [off]
        case .slow:
            return HostileItem.rates.map { rate in
                Candidate(text: rate % 1024 == 0 ? "\(rate >> 10)k" : "\(rate)")
            } + [off]
        case .mute, .split, .noclose: return [off]
        case .off, nil: return []
        }
    }

    /// `off`, the amount of what has one, or else the usual.
    private static func amount(
        of item: HostileItem, _ words: inout CommandWords
    ) throws(CommandError) -> Hostility {
        guard let word = words.peek() else { return item.hostility(isOn: true) }
        if word.text == "off", item != .off {
            _ = words.next()
            return item.hostility(isOn: false)
        }
        switch item {
        case .late where word.text.last?.isLetter == true && word.text != "all":
            _ = words.next()
            guard let delay = FilterNumber.duration(word.text), delay <= 3600 * .second else {
                throw CommandError("a time such as 250ms or 3s, an hour at most", at: word.offset)
            }
            return item.hostility(isOn: true, delay: delay)
        case .slow where isSize(word.text, words):
            _ = words.next()
            guard let rate = FilterNumber.size(word.text).flatMap({ UInt32(exactly: $0) }) else {
                throw CommandError("bytes a second such as 64 or 1k", at: word.offset)
            }
            return item.hostility(isOn: true, rate: rate)
        default: return item.hostility(isOn: true)
        }
    }

    /// A lone number is a slot, as everywhere; a number before another word, or with a unit, is
    /// the amount.
    private static func isSize(_ text: String, _ words: CommandWords) -> Bool {
        guard text.first?.isNumber == true else { return false }
        var behind = words
        _ = behind.next()
        return text.last?.isLetter == true || !behind.isAtEnd
    }
}
