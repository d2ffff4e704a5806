import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A frame in words.
enum FrameText {
    /// `TEXT`, or for a continuation what it goes on with: `CONT(TEXT)`.
    static func opcode(_ record: FrameRecord) -> String {
        guard let opcode = record.header.opcode else {
            return "RESERVED \(String(record.header.opcodeBits, radix: 16, uppercase: true))"
        }
        if opcode == .continuation { return "CONT" }
        return opcode.name
    }

    /// What follows the opcode: flags, size, and the breach or the payload.
    static func detail(_ record: FrameRecord) -> Phrase {
        var phrase = Phrase()
        phrase.add(flags(record.header).padded(8), Look.dim)
        phrase.add(" " + Spell.bytes(record.header.payloadLength).aligned(5), Look.dim)
        if let inflated = record.inflated { phrase.add(" " + ratio(inflated), Look.dim) }
        if let verdict = record.breach, let reaction = record.reaction {
            phrase.add("  ")
            phrase.addElastic(verdict.rule.title, Look.levelError)
            phrase.add(" " + VerdictText.consequence(reaction), Look.levelError)
        } else if !record.preview.isEmpty {
            phrase.add("  ")
            phrase.add(payload(record))
        }
        return phrase
    }

    /// `27% of 1.4K`: what the wire carried of what was meant.
    static func ratio(_ inflated: FrameRecord.Inflated) -> String {
        let total = inflated.preview.total
        let percent = total == 0 ? "" : "\((inflated.packed * 100 + total / 2) / total)% "
        return percent + "of " + Spell.bytes(UInt64(total))
    }

    /// Text in quotes, a close code with its reason, other bytes in hex; what was compressed is
    /// shown inflated where the whole is known.
    static func payload(_ record: FrameRecord) -> Phrase {
        if record.isCompressed { return compressed(record) }
        var phrase = Phrase()
        let bytes = record.preview.bytes
        switch record.header.opcode {
        case .close where bytes.count >= 2:
            let code = CloseCode(rawValue: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
            phrase.add(CloseText.code(code) + " ")
            if bytes.count > 2 {
                phrase.addQuoted(Array(bytes.dropFirst(2)), isCut: record.preview.isCut)
            }
        case .text, .ping, .pong:
            phrase.addQuoted(bytes, isCut: record.preview.isCut)
        case .continuation where record.messageOpcode == .text:
            phrase.addQuoted(bytes, isCut: record.preview.isCut)
        default:
            phrase.add(Spell.hex(bytes) + (record.preview.isCut ? " …" : ""), Look.hexByte)
        }
        return phrase
    }

    private static func compressed(_ record: FrameRecord) -> Phrase {
        var phrase = Phrase()
        let preview = record.inflated?.preview ?? record.preview
        if record.inflated != nil, record.messageOpcode == .text {
            phrase.addQuoted(preview.bytes, isCut: preview.isCut)
        } else {
            phrase.add(Spell.hex(preview.bytes) + (preview.isCut ? " …" : ""), Look.hexByte)
        }
        return phrase
    }

    /// `fin rsv1`.
    static func flags(_ header: FrameHeader) -> String {
        var words = header.fin ? ["fin"] : []
        for bit in 1...3 where header.reservedBits & (8 >> UInt8(bit)) != 0 {
            words.append("rsv\(bit)")
        }
        return words.isEmpty ? "-" : words.joined(separator: " ")
    }

    static func isShown(_ entry: FrameEntry, _ scope: ConnectionID?, _ filter: Filter?) -> Bool {
        if let scope, entry.record.id != scope { return false }
        guard let filter else { return true }
        return filter.shows(entry, at: .zero)
    }

    /// What a word of a filter looks at: the row as it reads, without its time.
    static func searchable(_ entry: FrameEntry) -> String {
        let record = entry.record
        return "\(record.id) #\(record.sequence) \(record.direction.name) \(opcode(record)) "
            + detail(record).text
    }
}
