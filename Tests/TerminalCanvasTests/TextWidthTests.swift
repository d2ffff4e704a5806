import Glibc
import Testing

@testable import TerminalCanvas

struct TextWidthTests {
    /// Scalars at the edges of the wide ranges, with the columns that wcwidth gives them.
    private static let samples: [(columns: Int, scalars: [UInt32])] = [
        (
            1,
            [
                0x0041, 0x00B1, 0x00E9, 0x2026, 0x2319, 0x232B, 0x23ED, 0x2500, 0x2588, 0x26A0,
                0x26A9,
                0x26D5, 0x2764, 0x27BE, 0x2B1D, 0x2B4F, 0x303F, 0xFF71, 0x1F19B, 0x1F336, 0x1F3CE,
                0x1F3F3, 0x1F43F, 0x1F6E0,
            ]
        ),
        (
            2,
            [
                0x1100, 0x231A, 0x23E9, 0x23EC, 0x2637, 0x26AA, 0x26C4, 0x26C5, 0x274C, 0x274E,
                0x2797,
                0x27B0, 0x27BF, 0x2B1C, 0x2FD5, 0x3000, 0x3190, 0x3247, 0x4E00, 0xA48C, 0xAC00,
                0xD7A3,
                0xFE66, 0xFF21, 0xFFE0, 0x1B167, 0x1B170, 0x1D360, 0x1F210, 0x1F251, 0x1F300,
                0x1F32D,
                0x1F389, 0x1F393, 0x1F3F8, 0x1F440, 0x1F4FC, 0x1F567, 0x1F596, 0x1F5FB, 0x1F64F,
                0x1F6CC, 0x1F6EB, 0x1F90C, 0x1FA80,
            ]
        ),
    ]

    @Test(arguments: samples) func scalarsTakeTheirColumns(_ columns: Int, _ scalars: [UInt32]) {
        for value in scalars {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(TextWidth.columns(of: Character(scalar)) == columns, "\(scalar)")
        }
    }

    /// The widths of the C library, in a locale that has any: general category Mc.
    @Test func spacingMarksTakeTheColumnThatGlibcGivesThem() throws {
        // Swift's Glibc leaves it out.
        let symbol = try #require(dlsym(nil, "wcwidth"))
        let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
        let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }
        let marks = (0x80...0x1_FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
            .filter { $0.properties.generalCategory == .spacingMark }
        #expect(marks.count > 400)
        // The two may be of different versions of Unicode: what the one does not know as such has
        // no column there, and the painter leaves it out.
        for mark in marks where wcwidth(wchar_t(mark.value)) > 0 {
            let isOneWide = Printable.kind(of: mark) == .spacingMark
            #expect(isOneWide == (wcwidth(wchar_t(mark.value)) == 1), "\(mark.value)")
        }
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("日本語", 6), ("e\u{301}", 1), ("ｱ", 1), ("한국", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("🎉!", 3), ("±…─", 3),
        ("हिन्दी", 5), ("कौन", 3), ("\u{93F}", 8), ("क\u{302E}", 9), ("日\u{93F}", 3),
        ("\u{1B}", 4), ("\u{202E}", 8),
    ])
    func textsTakeTheColumnsOfWhatIsShown(_ text: String, _ columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
        var canvas = Canvas(size: Size(columns: 20, rows: 1))
        #expect(canvas.put(text, x: 0, y: 0, role: .plain) == columns)
    }
}
