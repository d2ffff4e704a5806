/// Text of printable ASCII alone, each byte a glyph of one column: nearly all that a console shows,
/// so it is worth a shorter way.
enum PlainText {
    static func isPlain(_ text: String) -> Bool { isPlain(text.utf8) }

    static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// The glyph of a byte of plain text.
    static func glyph(_ byte: UInt8) -> Character { glyphs[Int(byte & 0x7F)] }

    private static let glyphs = (UInt8(0)..<128).map { Character(Unicode.Scalar($0)) }
}
