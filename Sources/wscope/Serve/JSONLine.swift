/// One JSON object on one line, its members in the order in which they were added. RFC 8259.
struct JSONLine {
    private(set) var text = "{"

    /// A name that is left out when the value is nil.
    mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        begin(name)
        Self.quote(value, into: &text)
    }

    mutating func add(_ name: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        begin(name)
        text += String(value)
    }

    mutating func add(_ name: String, _ value: Bool) {
        begin(name)
        text += value ? "true" : "false"
    }

    mutating func add(_ name: String, _ values: [String]) {
        begin(name)
        text += "["
        for (index, value) in values.enumerated() {
            if index > 0 { text += "," }
            Self.quote(value, into: &text)
        }
        text += "]"
    }

    /// Milliseconds with three digits after the point.
    mutating func add(_ name: String, milliseconds nanoseconds: UInt64?) {
        guard let nanoseconds else { return }
        begin(name)
        let microseconds = nanoseconds / 1000
        text += "\(microseconds / 1000)." + String(microseconds % 1000 + 1000).dropFirst()
    }

    /// A value that is JSON already.
    mutating func add(_ name: String, json: String) {
        begin(name)
        text += json
    }

    /// The object, without a newline.
    var closed: String { text + "}" }

    private mutating func begin(_ name: String) {
        if text.utf8.count > 1 { text += "," }
        Self.quote(name, into: &text)
        text += ":"
    }

    /// RFC 8259 §7: quotation mark, reverse solidus and the controls must be escaped.
    private static func quote(_ value: String, into text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                text += "\\u00" + hex(UInt8(scalar.value))
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    /// Two digits a byte.
    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map(hex).joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
