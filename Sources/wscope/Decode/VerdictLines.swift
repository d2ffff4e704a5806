import WebSocketWire

/// A broken rule on a command line: what the console says of it, and what the clause demands.
enum VerdictLines {
    static func of(_ verdict: Verdict) -> [String] {
        ["BREACH: \(verdict.sentence)", "  \(verdict.rule.requirement)"]
    }
}
