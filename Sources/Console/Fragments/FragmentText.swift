import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A message in fragments, in words.
enum FragmentText {
    /// Fragments that a line names at most: a line has no room for more.
    private static let named = 12

    /// What follows the opcode in the row of a folded message: how many frames, how many bytes in
    /// all, and what broke a rule or the start of the payload.
    static func detail(_ entry: FrameEntry, _ fragment: Fragment, _ scene: Scene) -> Phrase {
        guard let message = scene.messages[fragment.message] else {
            return FrameText.detail(entry.record)
        }
        var phrase = Phrase()
        let count = Spell.count(UInt64(message.count)) + (message.isWhole ? " frags" : " so far")
        phrase.add(count.padded(8), Look.marked)
        phrase.add(" " + Spell.bytes(message.bytes).aligned(5), Look.dim)
        phrase.add("  ")
        if let breach = message.breach.flatMap({ scene.frames[sequence: $0]?.record }),
            let verdict = breach.breach, let reaction = breach.reaction
        {
            phrase.addElastic(verdict.rule.title, Look.levelError)
            phrase.add(" " + VerdictText.consequence(reaction), Look.levelError)
        } else {
            phrase.add(payload(entry, fragment, message, scene))
        }
        return phrase
    }

    /// The previews of its fragments, as far as they are whole and one row can show them.
    private static func payload(
        _ entry: FrameEntry, _ fragment: Fragment, _ message: Messages.Message, _ scene: Scene
    ) -> Phrase {
        let record = entry.record
        guard !record.isCompressed else { return FrameText.payload(record) }
        var bytes: [UInt8] = []
        for sibling in scene.siblings(of: fragment, at: entry.sequence, limit: named) {
            bytes += sibling.record.preview.bytes
            if sibling.record.preview.isCut { break }
        }
        let isCut = UInt64(bytes.count) < message.bytes
        var phrase = Phrase()
        if record.messageOpcode == .text {
            phrase.addQuoted(bytes, isCut: isCut)
        } else {
            phrase.add(Spell.hex(bytes) + (isCut ? " …" : ""), Look.hexByte)
        }
        return phrase
    }

    /// `fragment 2 of 3, 45B in all: #258 14B  #261 18B  #265 13B`, the one at hand lit up.
    static func siblings(_ record: FrameRecord, _ scene: Scene) -> Phrase? {
        guard let fragment = scene.frames[sequence: record.sequence]?.fragment,
            let message = scene.messages[fragment.message]
        else { return nil }
        let end = message.isWhole ? "" : " so far"
        var phrase = Phrase(
            "fragment \(fragment.number) of \(message.count)\(end), ", Look.marked)
        phrase.add("\(Spell.bytes(message.bytes)) in all:", Look.dim)
        for sibling in scene.siblings(of: fragment, at: record.sequence, limit: named) {
            let isHere = sibling.sequence == record.sequence
            let text = "#\(sibling.sequence) \(Spell.bytes(sibling.record.header.payloadLength))"
            phrase.add("  " + text, isHere ? Look.bitLabelSelected : Look.dim)
        }
        return phrase
    }
}
