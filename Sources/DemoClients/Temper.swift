/// What a simulated client is like.
public enum Temper: CaseIterable, Sendable {
    /// Short texts, many a minute.
    case chatty
    /// Now and then a ping or a word.
    case quiet
    /// Asks for more than it reads, so that a send queue builds up.
    case slowReader
    /// Never pongs and never speaks, so that the server's deadline ends it.
    case mute
    /// One unlawful frame now and then.
    case ruleBreaker
    /// Messages of tens of kilobytes.
    case big
    /// Messages in fragments, with a ping between them.
    case fragments
    /// Texts in several languages and JSON, then a close with a reason.
    case visitor
}
