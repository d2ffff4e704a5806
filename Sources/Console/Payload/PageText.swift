import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A page in words: its title and its rows.
enum PageText {
    /// `PAYLOAD  #1041 slot 0.12 RX TEXT 1.0M  json text hex`
    static func title(_ page: Page) -> Phrase {
        switch page.subject {
        case .handshake(let record):
            var phrase = Phrase(" OPENING HANDSHAKE ", Look.focusedTitle)
            phrase.add(" slot \(record.id)", Look.text)
            if record.cut > 0 { phrase.add("  \(record.cut) bytes are not kept", Look.warning) }
            return phrase
        case .payload(let record, let parts): return title(page, record, parts)
        }
    }

    private static func title(
        _ page: Page, _ record: FrameRecord, _ parts: PayloadParts
    ) -> Phrase {
        var phrase = Phrase(" PAYLOAD ", Look.focusedTitle)
        phrase.add(" #\(record.sequence)", Look.bitOne)
        phrase.add(" slot \(record.id) ", Look.text)
        phrase.add(record.direction.name, Look.direction(record.direction))
        phrase.add(" " + record.messageOpcode.name, Look.opcode(record.messageOpcode))
        if parts.parts.count > 1 { phrase.add(" of \(parts.parts.count) frames", Look.dim) }
        phrase.add(" " + Spell.bytes(UInt64(parts.total)), Look.dim)
        if record.inflated != nil { phrase.add(" inflated", Look.dim) }
        phrase.add(" ")
        for form in page.forms {
            phrase.add(" \(form.title)", form == page.form ? Look.focusedTitle : Look.dim)
        }
        return phrase
    }

    /// What is not shown, or why it is not JSON.
    static func warning(_ page: Page) -> String? {
        guard case .payload(_, let parts) = page.subject, let bytes = page.bytes else { return nil }
        if parts.hasGaps { return "its first frames are no longer kept" }
        if bytes.count < parts.total {
            return "the first \(Spell.bytes(UInt64(bytes.count))) are shown"
        }
        guard case .failure(let flaw) = page.json else { return nil }
        return "no JSON at byte \(flaw.offset): \(flaw.message)"
    }

    static func row(_ row: Int, _ page: Page) -> Phrase {
        if case .handshake = page.subject { return page.lines[row] }
        switch page.form {
        case .hex: return hexRow(row, page)
        case .text:
            var phrase = Phrase()
            phrase.add(Sanitiser.visible(page.shown[page.range(of: row)], limit: rowLimit(page)))
            return phrase
        case .json: return jsonRow(page.rows[row], page)
        }
    }

    /// Bytes of UTF-8 that a row of so many columns can take, combining marks with them.
    private static func rowLimit(_ page: Page) -> Int { page.columns * 32 }

    /// Colours need the line from its start; of one that is longer than this it is a string.
    private static let longestLine = 4096

    private static func jsonRow(_ row: TextRows.Row, _ page: Page) -> Phrase {
        guard row.part.upperBound - row.lineStart <= longestLine else {
            var phrase = Phrase()
            phrase.add(
                Sanitiser.visible(page.shown[row.part], limit: rowLimit(page)), JSONColours.string)
            return phrase
        }
        return JSONColours.phrase(
            page.shown, line: row.lineStart..<row.lineEnd, part: row.part, limit: rowLimit(page))
    }

    /// `00000010  48 65 6c 6c 6f 20 77 6f  72 6c 64 …  Hello world`
    private static func hexRow(_ row: Int, _ page: Page) -> Phrase {
        let bytes = page.shown[page.range(of: row)]
        let offset = String(row * 16, radix: 16)
        var phrase = Phrase(
            String(repeating: "0", count: max(0, 8 - offset.count)) + offset + "  ",
            Look.hexOffset)
        let halves = [bytes.prefix(8), bytes.dropFirst(8)].map { Spell.hex($0).padded(23) }
        phrase.add(halves.joined(separator: "  "), Look.hexByte)
        phrase.add("  " + PayloadText.asText(bytes), Look.hexText)
        return phrase
    }
}
