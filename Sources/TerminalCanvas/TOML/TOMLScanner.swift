/// The bytes of a TOML text, read in pieces.
struct TOMLScanner {
    private let bytes: [UInt8]
    private var index = 0
    private(set) var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// nil at the end.
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    @discardableResult
    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard let byte = peek, UInt32(byte) == sign.value else { return false }
        index += 1
        return true
    }

    mutating func skipBlanks() {
        while take(" ") || take("\t") {}
    }

    /// Passes over blanks, comments and line ends.
    mutating func skipBlankLines() {
        repeat { skipBlanks() } while endOfLine()
    }

    /// Passes over what may follow a value; false when there is something else.
    mutating func endLine() -> Bool {
        skipBlanks()
        return endOfLine() || peek == nil
    }

    mutating func word(of isPart: (UInt8) -> Bool) -> String {
        let start = index
        while let byte = peek, isPart(byte) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// A text in quotes on one line; nil when no quote is here.
    mutating func string() throws(TOMLText.Mistake) -> String? {
        let isLiteral: Bool
        if take("\"") {
            isLiteral = false
        } else if take("'") {
            isLiteral = true
        } else {
            return nil
        }
        let quote: Unicode.Scalar = isLiteral ? "'" : "\""
        var text: [UInt8] = []
        while let byte = peek, byte >= 0x20 || byte == 0x09, byte != 0x7F {
            index += 1
            if UInt32(byte) == quote.value { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), !isLiteral {
                text += Array(String(try escape()).utf8)
            } else {
                text.append(byte)
            }
        }
        throw TOMLText.Mistake(line: line, wording: "a text must end in its quote, on its line")
    }

    private mutating func escape() throws(TOMLText.Mistake) -> Unicode.Scalar {
        let wrong = TOMLText.Mistake(line: line, wording: "\\ begins no such sign")
        guard let byte = peek else { throw wrong }
        index += 1
        switch Character(Unicode.Scalar(byte)) {
        case "b": return "\u{8}"
        case "t": return "\t"
        case "n": return "\n"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "\"": return "\""
        case "\\": return "\\"
        case "u", "U":
            let digits = bytes[index...].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
            index += digits.count
            guard digits.count == (byte == UInt8(ascii: "u") ? 4 : 8),
                digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            else { throw wrong }
            return scalar
        default: throw wrong
        }
    }

    /// A comment, if any, and the end of the line.
    private mutating func endOfLine() -> Bool {
        if peek == UInt8(ascii: "#") {
            while peek != nil, peek != UInt8(ascii: "\n") { index += 1 }
        }
        if peek == UInt8(ascii: "\r"), index + 1 < bytes.count,
            bytes[index + 1] == UInt8(ascii: "\n")
        {
            index += 1
        }
        guard take("\n") else { return false }
        line += 1
        return true
    }
}
