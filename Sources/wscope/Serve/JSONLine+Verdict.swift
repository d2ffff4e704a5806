import WebSocketWire

extension JSONLine {
    /// A broken rule: the same members wherever it was found.
    ///
    /// `bit` counts from the first bit of the frame and `bits` says how many there are; a
    /// handshake is text, so that its bytes are enough.
    mutating func add(_ verdict: Verdict) {
        let rule = verdict.rule
        add("rule", String(describing: rule))
        add("section", rule.section)
        add("title", rule.title)
        add("byte", verdict.byteOffset)
        if rule.subject == .frame {
            add("bit", verdict.bits.lowerBound)
            add("bits", verdict.bits.count)
        }
        add("reaction", rule.reaction.words)
        if case .http(let status) = rule.reaction { add("status", status) }
    }
}
