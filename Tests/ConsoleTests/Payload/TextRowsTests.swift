import TerminalCanvas
import Testing

@testable import Console

@Suite struct TextRowsTests {
    private static func rows(_ text: String, columns: Int) -> [String] {
        let bytes = Array(text.utf8)
        return TextRows.rows(bytes, columns: columns).map {
            String(decoding: bytes[$0.part], as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("", []), ("a\nb", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]),
        ("0123456789", ["01234567", "89"]), ("漢字漢字漢字", ["漢字漢字", "漢字"]),
        ("aaaaaaa\u{1b}b", ["aaaaaaa", "\u{1b}b"]), ("aaaaaaae\u{301}x", ["aaaaaaae\u{301}", "x"]),
    ])
    func linesAreCutWhereTheyAreTooLong(text: String, expected: [String]) {
        #expect(Self.rows(text, columns: 8) == expected)
    }

    /// Every byte is in one row, and no row is wider than the screen.
    @Test func anyBytesFit() {
        let bytes = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 73 ^ $0 >> 4) }
        let rows = TextRows.rows(bytes, columns: 40)
        #expect(rows.reduce(0) { $0 + $1.part.count } == bytes.count { $0 != 0x0A })
        for row in rows {
            let shown = Sanitiser.visible(bytes[row.part], limit: 4_096).text
            #expect(TextWidth.columns(of: shown) <= 40)
        }
    }
}
