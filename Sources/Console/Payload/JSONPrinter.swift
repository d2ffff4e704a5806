/// Writes JSON anew with a line for each member and indents of two, or says where it is wrong.
/// RFC 8259.
///
/// Without recursion: however deep it is nested, it takes a bit for each level.
struct JSONPrinter {
    /// What is wrong, and at which byte.
    struct Flaw: Error, Hashable {
        var message: String
        var offset: Int
    }

    /// Levels that are indented; deeper ones stand below them.
    static let deepestIndent = 32
    /// Levels there may be: deeper nesting is an attack on whoever reads it.
    static let deepest = 10_000

    private enum Container { case object, array }

    private let bytes: [UInt8]
    private var place = 0
    private var output: [UInt8] = []
    private var open: [Container] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count * 2)
    }

    /// The same document, to be read by people.
    static func pretty(_ bytes: [UInt8]) throws(Flaw) -> [UInt8] {
        var printer = JSONPrinter(bytes)
        try printer.document()
        return printer.output
    }

    private mutating func document() throws(Flaw) {
        skipBlanks()
        try value()
        while let container = open.last {
            skipBlanks()
            guard let next = peek else { throw flaw("the end came inside \(name(container))") }
            switch next {
            case UInt8(ascii: ","):
                place += 1
                output.append(next)
                newLine()
                skipBlanks()
                if container == .object { try key() }
                try value()
            case end(of: container):
                try close(container)
            default: throw flaw("expected , or \(Character(Unicode.Scalar(end(of: container))))")
            }
        }
        skipBlanks()
        if place < bytes.count { throw flaw("something follows the document") }
    }

    /// A scalar, or the opening of a container up to its first scalar.
    private mutating func value() throws(Flaw) {
        while true {
            guard let first = peek else { throw flaw("a value is missing") }
            switch first {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let container = first == UInt8(ascii: "{") ? Container.object : .array
                place += 1
                output.append(first)
                open.append(container)
                if open.count > Self.deepest { throw flaw("nested deeper than \(Self.deepest)") }
                skipBlanks()
                if peek == end(of: container) {
                    open.removeLast()
                    output.append(end(of: container))
                    place += 1
                    return
                }
                newLine()
                if container == .object { try key() }
            case UInt8(ascii: "\""): return try string()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
            default: return try literal()
            }
        }
    }

    private mutating func close(_ container: Container) throws(Flaw) {
        open.removeLast()
        newLine()
        output.append(end(of: container))
        place += 1
    }

    private mutating func key() throws(Flaw) {
        guard peek == UInt8(ascii: "\"") else { throw flaw("expected a name in quotes") }
        try string()
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw flaw("expected :") }
        place += 1
        output += ": ".utf8
        skipBlanks()
    }

    private mutating func string() throws(Flaw) {
        let start = place
        place += 1
        while let byte = peek {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                output += bytes[start..<place]
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20:
                place -= 1
                throw flaw("a control in a string must be escaped")
            default: break
            }
        }
        throw Flaw(message: "the string never ends", offset: start)
    }

    private mutating func escape() throws(Flaw) {
        guard let sign = peek else { return }
        place += 1
        if "\"\\/bfnrt".utf8.contains(sign) { return }
        let digits = bytes[place...].prefix(4)
        guard sign == UInt8(ascii: "u"), digits.count == 4, digits.allSatisfy(Self.isHex) else {
            place -= 2
            throw flaw("no such escape")
        }
        place += 4
    }

    private mutating func number() throws(Flaw) {
        let start = place
        if peek == UInt8(ascii: "-") { place += 1 }
        if peek == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            place += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        output += bytes[start..<place]
    }

    private mutating func digits() throws(Flaw) {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        if place == start { throw flaw("expected a digit") }
    }

    private mutating func literal() throws(Flaw) {
        for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
            output += word.utf8
            place += word.utf8.count
            return
        }
        throw flaw("expected a value")
    }

    private mutating func newLine() {
        output.append(0x0A)
        let indent = 2 * min(open.count, Self.deepestIndent)
        for _ in 0..<indent { output.append(0x20) }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
            place += 1
        }
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func flaw(_ message: String) -> Flaw { Flaw(message: message, offset: place) }

    private func end(of container: Container) -> UInt8 {
        container == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
    }

    private func name(_ container: Container) -> String {
        container == .object ? "an object" : "an array"
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
