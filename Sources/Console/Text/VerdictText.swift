import WebSocketEngine
import WebSocketWire

/// A broken rule as events, frames and inspector show it.
enum VerdictText {
    /// `reserved opcode  RFC 6455 §5.2, byte 0, bits 4-7 -> close 1002`; where room is short the
    /// title gives way first, then the number of the RFC that everything here is about.
    static func phrase(_ verdict: Verdict, _ reaction: Reaction) -> Phrase {
        var phrase = Phrase()
        phrase.addElastic(verdict.rule.title, Look.levelError)
        let section = verdict.rule.section
        let usual = "RFC 6455 "
        phrase.add(
            "  \(section), ", Look.dim,
            brief: section.hasPrefix(usual) ? " \(section.dropFirst(usual.count)), " : nil)
        phrase.add(verdict.place + " ", Look.dim)
        phrase.add(consequence(reaction), Look.levelError, brief: briefConsequence(reaction))
        return phrase
    }

    /// What the engine did: `-> close 1002`.
    static func consequence(_ reaction: Reaction) -> String { "-> \(reaction.words)" }

    private static func briefConsequence(_ reaction: Reaction) -> String? {
        guard case .close(let code) = reaction else { return nil }
        return "-> \(code.rawValue)"
    }
}
