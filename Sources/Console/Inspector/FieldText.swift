import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A field of a frame in words.
enum FieldText {
    /// `bits 9-15 = 0000101b = 0x05 = 5: length <=125, no extended length   RFC 6455 §5.2`.
    static func explanation(_ field: FrameField) -> Phrase {
        var phrase = Phrase("\(place(field)) = ", Look.dim)
        phrase.add(value(field), Look.bitOne)
        phrase.add(": ")
        phrase.addElastic(field.meaning)
        phrase.add("  \(field.section)", Look.dim)
        return phrase
    }

    /// `bit 0`, `bits 9-15`.
    static func place(_ field: FrameField) -> String {
        switch field.bitWidth {
        case 0: "no bits"
        case 1: "bit \(field.bitOffset)"
        default: "bits \(field.bitOffset)-\(field.bitOffset + field.bitWidth - 1)"
        }
    }

    /// Binary as long as it can be read, then hex and decimal.
    static func value(_ field: FrameField) -> String {
        if field.kind == .payload { return "\(field.value) B" }
        let hex = "0x" + digits(field.value, radix: 16, count: (field.bitWidth + 3) / 4)
        if field.kind == .maskingKey { return hex }
        if field.bitWidth == 1 { return "\(field.value)" }
        let binary = digits(field.value, radix: 2, count: field.bitWidth) + "b"
        return (field.bitWidth <= 8 ? "\(binary) = " : "") + "\(hex) = \(field.value)"
    }

    /// For a table: hex where the number alone says little.
    static func shortValue(_ field: FrameField) -> String {
        switch field.kind {
        case .opcode, .maskingKey:
            "0x" + digits(field.value, radix: 16, count: field.bitWidth / 4)
        case .payload: "\(field.value) B"
        default: "\(field.value)"
        }
    }

    /// What was broken, the clause, where, and what the engine did.
    static func verdict(_ record: FrameRecord) -> Phrase? {
        guard let verdict = record.breach, let reaction = record.reaction else { return nil }
        var phrase = Phrase("! ", Look.levelError)
        phrase.add(VerdictText.phrase(verdict, reaction))
        return phrase
    }

    private static func digits(_ value: UInt64, radix: Int, count: Int) -> String {
        let text = String(value, radix: radix)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
