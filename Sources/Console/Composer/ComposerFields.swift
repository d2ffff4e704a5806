import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// The fields of the composer as words, each where it always stands.
enum ComposerFields {
    /// What the frame says of itself, and how it is sent.
    static func rows(_ composer: Composer) -> [Phrase] {
        [
            row([.source, .opcode, .fin, .reserved, .mask, .code], composer),
            row([.form, .claimed, .fragment, .count, .rate], composer),
        ]
    }

    private static func row(_ fields: [Composer.Field], _ composer: Composer) -> Phrase {
        var phrase = Phrase()
        for field in fields where composer.fields.contains(field) {
            let isFocused = field == composer.field
            let (label, value, width) = words(field, composer.draft)
            phrase.add(" \(label) ", isFocused ? Look.bitLabelSelected : Look.bitLabel)
            phrase.add(value, isFocused ? Look.bitSelected : Look.text)
            phrase.add(String(repeating: " ", count: max(0, width - value.count) + 1))
        }
        return phrase
    }

    private static func words(
        _ field: Composer.Field, _ draft: FrameDraft
    ) -> (label: String, value: String, width: Int) {
        switch field {
        case .payload: ("", "", 0)
        case .source: ("as", draft.source.rawValue, 4)
        case .opcode: ("opcode", opcode(draft.opcode), 10)
        case .fin: ("fin", draft.isFinal ? "1" : "0", 1)
        case .reserved: ("rsv", bits(draft.reserved), 3)
        case .mask: ("mask", draft.key.map(key) ?? "off", 8)
        case .code: ("code", draft.code.map { "\($0)" } ?? "none", 5)
        case .form: ("length", draft.form.rawValue, 8)
        case .claimed: ("claims", draft.claimed.map { "\($0)" } ?? "truth", 6)
        case .fragment: ("fragments", draft.fragment == 0 ? "no" : "of \(draft.fragment)", 6)
        case .count: ("times", "\(draft.count)", 4)
        case .rate: ("a second", "\(draft.rate)", 4)
        }
    }

    private static func opcode(_ opcode: UInt8) -> String {
        let digit = String(opcode, radix: 16, uppercase: true)
        guard let known = Opcode(rawValue: opcode) else { return "\(digit) reserved" }
        return "\(digit) \(known == .continuation ? "CONT" : known.name)"
    }

    /// RSV1, RSV2, RSV3.
    private static func bits(_ reserved: UInt8) -> String {
        [4, 2, 1].map { reserved & $0 == 0 ? "0" : "1" }.joined()
    }

    /// As the wire carries it.
    private static func key(_ key: UInt32) -> String {
        let text = String(key.byteSwapped, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }
}
