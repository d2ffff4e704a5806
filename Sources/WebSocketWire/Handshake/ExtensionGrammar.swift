/// Reads a value of Sec-WebSocket-Extensions. RFC 6455 §9.1.
///
/// Blanks may stand around every separator, and empty elements of the list do not count; a list
/// without any element is malformed.
struct ExtensionGrammar {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    /// What a value says, or the offset of the byte that no grammar allows there.
    enum Reading: Equatable {
        case offers([ExtensionOffer])
        case malformed(at: Int)
    }

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        var grammar = ExtensionGrammar(bytes)
        return grammar.list().map(Reading.offers) ?? .malformed(at: grammar.index)
    }

    private mutating func list() -> [ExtensionOffer]? {
        var offers: [ExtensionOffer] = []
        repeat {
            skipBlanks()
            if index == bytes.count || peek == UInt8(ascii: ",") { continue }
            guard let offer = offer() else { return nil }
            offers.append(offer)
        } while take(",")
        return index == bytes.count && !offers.isEmpty ? offers : nil
    }

    private mutating func offer() -> ExtensionOffer? {
        guard let name = token() else { return nil }
        var offer = ExtensionOffer(name)
        while take(";") {
            skipBlanks()
            guard let parameter = token() else { return nil }
            guard take("=") else {
                offer.parameters.append(ExtensionOffer.Parameter(parameter))
                continue
            }
            skipBlanks()
            guard let value = peek == UInt8(ascii: "\"") ? quoted() : token() else { return nil }
            offer.parameters.append(ExtensionOffer.Parameter(parameter, value))
        }
        return offer
    }

    private mutating func token() -> String? {
        let start = index
        while let byte = peek, HTTPGrammar.isToken(byte) { index &+= 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    /// A quoted string is a token once its quotes and backslashes are gone.
    private mutating func quoted() -> String? {
        index &+= 1
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") { index &+= 1 }
            guard let byte = peek, HTTPGrammar.isToken(byte) else { return nil }
            text.append(byte)
            index &+= 1
        }
        guard peek != nil, !text.isEmpty else { return nil }
        index &+= 1
        return String(decoding: text, as: UTF8.self)
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, HTTPGrammar.isBlank(byte) { index &+= 1 }
    }

    /// Takes a separator and the blanks before it.
    private mutating func take(_ separator: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard peek == UInt8(ascii: separator) else { return false }
        index &+= 1
        return true
    }
}
