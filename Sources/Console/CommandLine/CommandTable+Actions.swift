import WebSocketEngine
import WebSocketWire

extension CommandTable {
    /// What is sent to clients.
    static let actions: [CommandSpec] = [
        CommandSpec(
            name: "ping", usage: "ping [SLOT|all] [TEXT]",
            summary: "send a ping; its pong shows the RTT", candidates: addressees
        ) { model, words throws(CommandError) in
            let whom = try Addressee(&words, model)
            let text = words.rest()
            guard text.text.utf8.count <= 125 else {
                throw CommandError("a ping carries 125 bytes (RFC 6455 §5.5)", at: text.offset)
            }
            let payload = Array(text.text.utf8)
            return model.carryOut(
                whom.targets.map { .ping($0, payload: payload) }, "ping \(whom.name)",
                isMany: whom.isMany)
        },
        CommandSpec(
            name: "send", usage: "send [SLOT|all] TEXT", summary: "send a text message",
            isRemembered: false, candidates: addressees
        ) { model, words throws(CommandError) in
            let whom = try Addressee(&words, model)
            guard !words.isAtEnd else { throw CommandError("send what?", at: words.offset) }
            let payload = Array(words.rest().text.utf8)
            return model.carryOut(
                whom.targets.map { .send($0, opcode: .text, fin: true, payload: payload) },
                "send to \(whom.name)", isMany: whom.isMany)
        },
        CommandSpec(
            name: "close", usage: "close [SLOT|all] [CODE] [REASON]",
            summary: "close with a code (1000) and a reason",
            candidates: { model, place in
                if place.isFirst { return addressees(model, place) }
                let isCode = place.before.count == 1 && UInt16(place.before[0]) ?? 0 < 1000
                return isCode ? FilterValues.codes : []
            }
        ) { model, words throws(CommandError) in
            let whom = try Addressee(&words, model, beforeNumber: true)
            let text = words.rest()
            return model.close(whom, try CloseWish(text.text, offset: text.offset))
        },
        CommandSpec(
            name: "abort", usage: "abort [SLOT]", summary: "end TCP at once; asks first",
            candidates: addressees
        ) { model, words throws(CommandError) in
            let whom = try Addressee(&words, model)
            try words.expectEnd()
            let what = "abort \(whom.name)"
            model.ask(whom.targets.map { .abort($0) }, what, "\(what) without a close frame")
            return []
        },
    ]

    /// Only the first word after the command can name whom it is for.
    private static let addressees: @Sendable (ConsoleModel, ArgumentPlace) -> [Candidate] = {
        model, place in
        guard place.isFirst else { return [] }
        let all = Candidate(text: "all", summary: "every connection")
        return [all] + FilterValues.slots(model)
    }
}

extension ConsoleModel {
    /// Asks before commands are passed on.
    mutating func ask(_ commands: [Command], _ what: String, _ text: String) {
        guard mayCommand() else { return }
        mode = .asking(Question(text: text, consequence: .submit(commands, what: what)))
    }
}

/// Whom a command line is for: a slot by number or with its generation, all, or, when it names
/// nobody, the marked slots or the selected one.
struct Addressee: Sendable {
    var targets: [Target]
    var name: String
    var isMany: Bool

    /// - Parameter beforeNumber: a lone number above any slot in use is not a slot but the
    ///   argument after it: `close 1001` names a code.
    init(
        _ words: inout CommandWords, _ model: ConsoleModel, beforeNumber: Bool = false
    ) throws(CommandError) {
        if let word = words.peek() {
            if word.text == "all" {
                _ = words.next()
                let count = model.live.slots.liveCount
                self.init([.all], "all \(count) connections", isMany: true)
                return
            }
            if let id = try Addressee.connection(word, model, beforeNumber: beforeNumber) {
                _ = words.next()
                self.init([.connection(id)], id.description, isMany: false)
                return
            }
        }
        let ids = model.targets
        guard !ids.isEmpty else {
            throw CommandError("no slot is selected: name one, or all", at: words.offset)
        }
        self.init(ids)
    }

    /// The slots that a key acts on.
    init(_ ids: [ConnectionID]) {
        self.init(ids.map { .connection($0) }, ConsoleModel.name(ids), isMany: ids.count > 1)
    }

    init(_ id: ConnectionID) { self.init([id]) }

    private init(_ targets: [Target], _ name: String, isMany: Bool) {
        self.targets = targets
        self.name = name
        self.isMany = isMany
    }

    /// nil when the word is no slot.
    private static func connection(
        _ word: CommandWords.Word, _ model: ConsoleModel, beforeNumber: Bool
    ) throws(CommandError) -> ConnectionID? {
        let parts = word.text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { UInt32($0) }
        guard numbers.count == parts.count, (1...2).contains(parts.count) else { return nil }
        if parts.count == 2 { return ConnectionID(slot: numbers[0], generation: numbers[1]) }
        if let holder = model.live.slots.holder(of: numbers[0]) { return holder }
        if beforeNumber, numbers[0] >= 1000 { return nil }
        throw CommandError("nobody is connected in slot \(numbers[0])", at: word.offset)
    }
}
