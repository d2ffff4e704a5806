import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// What would become of the frame in the lab.
enum LabText {
    /// How it would be taken, how a client would take it from us, and what follows.
    static func lines(_ lab: BitLab) -> [Phrase] {
        var lines: [Phrase] = []
        let isFromClient = lab.record.direction == .received
        if isFromClient { lines.append(line("from client: ", lab.taken, lab)) }
        lines.append(line("to client: ", lab.sent, lab))
        if let consequence = lab.taken.consequence {
            lines.append(Phrase(consequence, Look.warning))
        } else if lab.isCut {
            let kept = lab.payloadCount
            let why = lab.record.preview.total > BitLab.payloadLimit ? "in the lab" : "kept"
            lines.append(
                Phrase(
                    "only \(kept) bytes of its payload are \(why): the length was made to fit",
                    Look.dim))
        } else {
            lines.append(Phrase("the next frame begins at byte \(lab.wire.count)", Look.dim))
        }
        return lines
    }

    private static func line(_ label: String, _ reading: PeersReading, _ lab: BitLab) -> Phrase {
        var phrase = Phrase(label, Look.dim)
        if let breach = reading.breach {
            phrase.add("! ", Look.levelError)
            phrase.add(VerdictText.phrase(breach.verdict, breach.verdict.rule.reaction))
        } else {
            phrase.add("lawful ", Look.levelOK)
            phrase.add(fate(reading, lab), Look.dim)
        }
        return phrase
    }

    /// What is done with a lawful frame.
    private static func fate(_ reading: PeersReading, _ lab: BitLab) -> String {
        guard reading.consequence == nil, let header = reading.first?.header else {
            return "as far as it goes"
        }
        switch header.opcode {
        case .ping: return "-> a pong"
        case .pong: return "-> noted"
        case .close: return "-> a close frame, then the end of TCP"
        case .text, .binary, .continuation:
            guard header.fin else { return "-> kept until its message is whole" }
            let what = lab.shown.messageOpcode.name
            return "-> delivered as \(what), \(header.payloadLength) bytes"
        case nil: return ""
        }
    }
}
