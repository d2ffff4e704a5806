/// The one gate through which text from the network comes to a screen, a log or a file.
///
/// Printable scalars pass. Controls become `\x1b` or `\n`, format characters, bidirectional
/// overrides, invisible spaces and line separators `<U+202E>`, bytes that are not UTF-8 `\xff`,
/// and combining marks past the fourth on a glyph are spelled out too.
public enum Sanitiser {
    /// Bytes of UTF-8 shown of one field: enough for a line of the widest terminals, and little
    /// enough that a message of a megabyte costs nothing.
    public static let defaultLimit = 256
    /// Combining marks that one glyph keeps; those after them are spelled out.
    public static var marksPerCell: Int { Printable.marksPerCell }

    public static func visible(_ text: String, limit: Int = defaultLimit) -> SanitisedText {
        var text = text
        return text.withUTF8 { visible($0, limit: limit) }
    }

    /// - Parameter limit: the most bytes of UTF-8 of the result, its ellipsis included; tokens
    ///   stay whole.
    public static func visible(
        _ bytes: some Sequence<UInt8>, limit: Int = defaultLimit
    ) -> SanitisedText {
        if let plain = plain(bytes, limit: limit) { return plain }
        var gate = Gate(limit: limit)
        var scalars = ScalarReader(bytes.makeIterator())
        while let next = scalars.next() {
            guard gate.pass(next) else { return gate.cut() }
        }
        return gate.text
    }

    /// Printable ASCII that needs no cut, as most text is: it passes in one piece.
    private static func plain(_ bytes: some Sequence<UInt8>, limit: Int) -> SanitisedText? {
        let text = bytes.withContiguousStorageIfAvailable { bytes -> String? in
            guard bytes.count <= limit, PlainText.isPlain(bytes) else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
        guard let text = text ?? nil else { return nil }
        var passed = SanitisedText()
        if !text.isEmpty { passed.append(text, neutralised: false) }
        return passed
    }
}

/// Lets scalars through until the limit is reached, and remembers where an ellipsis still fits.
private struct Gate {
    private(set) var text = SanitisedText()
    private let limit: Int
    private var count = 0
    private var marksLeft = 0
    /// The longest start of the text that leaves room for an ellipsis.
    private var shortened = SanitisedText()
    private var isShortenedFinal = false
    private static let ellipsis = "…"

    init(limit: Int) {
        self.limit = max(0, limit)
    }

    /// False when the limit does not let it through.
    mutating func pass(_ item: ScalarReader<some IteratorProtocol<UInt8>>.Item) -> Bool {
        switch item {
        case .malformed(let byte):
            return spell(Printable.token(for: byte))
        case .scalar(let scalar):
            switch Printable.kind(of: scalar) {
            case .base:
                marksLeft = Printable.marksPerCell
                return append(scalar)
            case .mark, .spacingMark:
                guard marksLeft > 0 else { return spell(Printable.token(for: scalar)) }
                marksLeft -= 1
                return append(scalar)
            case .unprintable:
                return spell(Printable.token(for: scalar))
            }
        }
    }

    func cut() -> SanitisedText {
        var result = isShortenedFinal ? shortened : text
        if limit >= Gate.ellipsis.utf8.count { result.append(Gate.ellipsis, neutralised: false) }
        result.isTruncated = true
        return result
    }

    private mutating func append(_ scalar: Unicode.Scalar) -> Bool {
        guard makeRoom(UTF8.width(scalar)) else { return false }
        text.append(scalar)
        return true
    }

    private mutating func spell(_ token: String) -> Bool {
        marksLeft = 0
        guard makeRoom(token.utf8.count) else { return false }
        text.append(token, neutralised: true)
        return true
    }

    private mutating func makeRoom(_ bytes: Int) -> Bool {
        if !isShortenedFinal, count + bytes > limit - Gate.ellipsis.utf8.count {
            shortened = text
            isShortenedFinal = true
        }
        guard count + bytes <= limit else { return false }
        count += bytes
        return true
    }
}
