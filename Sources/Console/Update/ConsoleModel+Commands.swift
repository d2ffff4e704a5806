import WebSocketEngine
import WebSocketWire

extension ConsoleModel {
    /// Starts an action on the marked slots or the selected one.
    mutating func act(_ action: Action) -> [ConsoleEffect] {
        guard mayCommand() else { return [] }
        let ids = targets
        guard !ids.isEmpty else {
            say("no slot is selected", .warning)
            return []
        }
        guard ids.contains(where: { shown.slots[$0]?.endedAt == nil }) else {
            say("\(Self.name(ids)) is closed", .warning)
            return []
        }
        switch action {
        case .ping: return ping(ids)
        case .send: openComposer(Addressee(ids), FrameDraft())
        case .close: mode = .closing(CloseDialog(Addressee(ids)))
        case .hostile: mode = .hostile(HostileMenu(targets: ids))
        case .abort: askToAbort(ids)
        default: break
        }
        return []
    }

    /// Whether clients can be reached at all.
    var mayEverCommand: Bool { !facts.readOnly && facts.capture == nil }

    /// Says so when the console may only look.
    mutating func mayCommand() -> Bool {
        if facts.capture != nil {
            say("this is a capture: nobody is there to send to", .warning)
        } else if facts.readOnly {
            say("read-only: commands are refused", .warning)
        }
        return mayEverCommand
    }

    mutating func ping(_ ids: [ConnectionID]) -> [ConsoleEffect] {
        carryOut(
            ids.map { .ping(.connection($0), payload: []) }, "ping \(Self.name(ids))",
            isMany: ids.count > 1)
    }

    /// Passes commands on, for more than one connection after a `y`: the number comes first.
    ///
    /// - Parameter question: what is asked, where it says more than what is done.
    mutating func carryOut(
        _ commands: [Command], _ what: String, isMany: Bool, question: String? = nil
    ) -> [ConsoleEffect] {
        guard isMany else { return submit(commands, what) }
        ask(commands, what, question ?? what)
        return []
    }

    mutating func askToAbort(_ ids: [ConnectionID]) {
        let what = "abort \(Self.name(ids))"
        mode = .asking(
            Question(
                text: "\(what) without a close frame",
                consequence: .submit(ids.map { .abort(.connection($0)) }, what: what)))
    }

    /// Passes commands on, each with a number by which its outcome is known.
    mutating func submit(_ commands: [Command], _ what: String) -> [ConsoleEffect] {
        guard mayCommand(), !commands.isEmpty else { return [] }
        if commands.count > 1 { say(what) }
        let tokens = pending.begin(what, count: commands.count)
        return zip(commands, tokens).map { .submit($0, token: $1) }
    }

    /// `0.12`, or `3 slots`: with many, the number is what matters.
    static func name(_ ids: [ConnectionID]) -> String {
        ids.count == 1 ? ids[0].description : "\(ids.count) slots"
    }
}

/// A code and a reason as an operator types them.
struct CloseWish: Hashable, Sendable {
    var code = CloseCode.normalClosure
    var reason: [UInt8] = []

    /// A control frame holds 125 bytes, two of which are the code. RFC 6455 §5.5.1.
    static let reasonLimit = 123

    /// Reads `1000 bye`, `bye` or nothing, which is 1000.
    ///
    /// - Parameter mayBreak: whether a code that must not be sent is one all the same.
    init(
        _ text: String, offset: Int = 0, mayBreak: Bool = false
    ) throws(CommandError) {
        let words = text.drop { $0 == " " }
        let start = offset + text.count - words.count
        let first = words.prefix { $0 != " " }
        var rest = words
        if !first.isEmpty, first.allSatisfy({ $0.isASCII && $0.isNumber }) {
            guard let number = UInt16(first) else {
                throw CommandError("a close code has 16 bits", at: start)
            }
            code = CloseCode(rawValue: number)
            guard code.isSendable || mayBreak else {
                throw CommandError(
                    "\(CloseText.code(code)) must not be sent; "
                        + "1000-1003, 1007-1014 and 3000-4999 may (RFC 6455 §7.4)", at: start)
            }
            rest = words.dropFirst(first.count).drop { $0 == " " }
        }
        reason = Array(rest.utf8)
        guard reason.count <= CloseWish.reasonLimit else {
            throw CommandError(
                "the reason has \(reason.count) bytes; a close frame holds "
                    + "\(CloseWish.reasonLimit) (RFC 6455 §5.5.1)",
                at: offset + text.count - rest.count)
        }
    }
}
