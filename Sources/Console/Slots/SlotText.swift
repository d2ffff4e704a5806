import TerminalCanvas
import WebSocketEngine

/// A slot's row in words.
enum SlotText {
    /// The peer's address, cut in its middle: the port is what tells clients of a host apart.
    static func peer(_ peer: PeerAddress, columns: Int) -> String {
        let text = peer.description
        guard text.count > columns,
            let end = text.lastIndex(of: "]") ?? text.lastIndex(of: ":")
        else { return text }
        let port = text[end...]
        let room = columns - port.count - 1
        return room > 0 ? text.prefix(room) + "…" + port : text
    }

    /// How a connection ended, for its tombstone.
    static func ending(_ entry: SlotEntry, now: Instant) -> Phrase {
        var phrase = Phrase()
        guard let facts = entry.row.closing else { return Phrase("closed", Look.dim) }
        phrase.add(CloseText.brief(facts), isAlarming(facts) ? Look.levelError : Look.dim)
        if !entry.row.reason.isEmpty {
            phrase.add(" ")
            phrase.addQuoted(entry.row.reason.bytes, isCut: entry.row.reason.isCut, Look.dim)
        }
        return phrase
    }

    /// Whether the end was something that an operator would want to know of.
    static func isAlarming(_ facts: CloseFacts) -> Bool {
        switch facts.cause {
        case .breach, .tlsFailed, .queueOverrun, .outOfMemory, .handshakesFull, .addressLimit: true
        case .closeFrame, .vanished, .transport, .timeout, .command, .shutdown: false
        }
    }
}
