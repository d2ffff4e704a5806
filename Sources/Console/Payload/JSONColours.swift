import TerminalCanvas

/// The roles of a line of printed JSON, byte by byte.
enum JSONColours {
    static let key = Role("json.key")
    static let string = Role("json.string")
    static let number = Role("json.number")
    static let literal = Role("json.literal")
    static let punctuation = Role("json.punctuation")

    /// A part of a line in the colours of what its bytes are.
    static func phrase(
        _ bytes: [UInt8], line: Range<Int>, part: Range<Int>, limit: Int
    ) -> Phrase {
        var phrase = Phrase()
        var place = line.lowerBound
        while place < part.upperBound {
            let (end, role) = token(bytes, at: place, before: line.upperBound)
            let shown = (place..<end).clamped(to: part)
            if !shown.isEmpty { phrase.add(Sanitiser.visible(bytes[shown], limit: limit), role) }
            place = end
        }
        return phrase
    }

    private static func token(
        _ bytes: [UInt8], at start: Int, before end: Int
    ) -> (end: Int, role: Role) {
        switch bytes[start] {
        case UInt8(ascii: "\""):
            let close = endOfString(bytes, at: start, before: end)
            let isKey = close < end && bytes[close] == UInt8(ascii: ":")
            return (close, isKey ? key : string)
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
            let rest = bytes[start..<end].firstIndex { !(0x61...0x7A).contains($0) }
            return (rest ?? end, literal)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let rest = bytes[start..<end].firstIndex { !"+-.eE0123456789".utf8.contains($0) }
            return (rest ?? end, number)
        default:
            let rest = bytes[start..<end].firstIndex {
                $0 == 0x22 || $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
            }
            return (rest ?? end, punctuation)
        }
    }

    private static func endOfString(_ bytes: [UInt8], at start: Int, before end: Int) -> Int {
        var place = start + 1
        while place < end {
            if bytes[place] == UInt8(ascii: "\"") { return place + 1 }
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return end
    }
}
