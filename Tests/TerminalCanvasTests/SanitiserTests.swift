import TerminalCanvas
import Testing

struct SanitiserTests {
    @Test(arguments: [
        ("plain ü 日本 🎉", "plain ü 日本 🎉"),
        ("a\u{1B}[31mred", "a\\x1b[31mred"),
        ("tab\tnew\nline\r\0\u{7F}", "tab\\tnew\\nline\\r\\x00\\x7f"),
        ("\u{9B}31m", "<U+009B>31m"),
        ("abc\u{202E}fdp.exe", "abc<U+202E>fdp.exe"),
        ("flag \u{1F1E9}\u{1F1EA}", "flag <U+1F1E9><U+1F1EA>"),
        ("tone \u{1F44D}\u{1F3FD}", "tone \u{1F44D}<U+1F3FD>"),
        ("vowel \u{0939}\u{093F}", "vowel \u{0939}\u{093F}"), ("\u{093F}lone", "<U+093F>lone"),
        (
            "\u{915}\u{93E}\u{93E}\u{93E}\u{93E}\u{93E}",
            "\u{915}\u{93E}\u{93E}\u{93E}\u{93E}<U+093E>"
        ),
        ("zero\u{200B}width\u{FEFF}\u{200D}", "zero<U+200B>width<U+FEFF><U+200D>"),
        ("line\u{2028}paragraph\u{2029}", "line<U+2028>paragraph<U+2029>"),
        ("nb\u{A0}space", "nb<U+00A0>space"),
        ("\u{E000}\u{E0041}", "<U+E000><U+E0041>"),
        ("\u{301}lone", "<U+0301>lone"),
        ("e\u{301}\u{302}\u{303}\u{304}\u{305}", "e\u{301}\u{302}\u{303}\u{304}<U+0305>"),
    ])
    func textIsMadeVisible(_ text: String, _ expected: String) {
        #expect(Sanitiser.visible(text).text == expected)
    }

    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], "a\\xffb"),
            ([0xC0, 0x80], "\\xc0\\x80"),
            ([0xE2, 0x82], "\\xe2\\x82"),
            ([0xE2, 0x82, 0xAC], "€"),
            ([0xE2, 0x28, 0xA1], "\\xe2(\\xa1"),
            ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
            ([0xF0, 0x80, 0x80, 0x41], "\\xf0\\x80\\x80A"),
            ([0xF4, 0x90, 0x80, 0x80], "\\xf4\\x90\\x80\\x80"),
            ([0xC3, 0xC3, 0xA9], "\\xc3é"),
        ] as [([UInt8], String)])
    func bytesThatAreNotTextAreShownOneByOne(_ bytes: [UInt8], _ expected: String) {
        #expect(Sanitiser.visible(bytes).text == expected)
    }

    @Test func whatWasNeutralisedIsMarked() {
        let text = Sanitiser.visible("a\u{1B}\nb")
        #expect(
            text.segments == [
                .init(text: "a", neutralised: false),
                .init(text: "\\x1b\\n", neutralised: true),
                .init(text: "b", neutralised: false),
            ])
        #expect(text.isNeutralised)
        #expect(!Sanitiser.visible("\\x1b as typed").isNeutralised)
    }

    @Test func theLimitKeepsTokensWhole() {
        #expect(Sanitiser.visible("abcdef", limit: 6).text == "abcdef")
        let cut = Sanitiser.visible("abcdefg", limit: 6)
        #expect(cut.text == "abc…")
        #expect(cut.isTruncated)
        #expect(Sanitiser.visible("ab\u{1B}\u{1B}", limit: 9).text == "ab\\x1b…")
        #expect(Sanitiser.visible("\u{202E}x", limit: 8).text == "…")
        #expect(Sanitiser.visible("abc", limit: 2).text == "")
        #expect(Sanitiser.visible("", limit: 0).isTruncated == false)
    }

    @Test func anyBytesLeaveOnlyPrintableScalarsWithinTheLimit() {
        var numbers = SeededNumbers(seed: 6455)
        for _ in 0..<2000 {
            let limit = Int.random(in: 0...80, using: &numbers)
            let bytes = numbers.bytes(Int.random(in: 0...100, using: &numbers))
            let text = Sanitiser.visible(bytes, limit: limit)
            #expect(text.text.unicodeScalars.allSatisfy(isShown))
            #expect(text.text.utf8.count <= limit)
            #expect(text.segments.allSatisfy { !$0.text.isEmpty })
        }
    }

    @Test func anyScalarsLeaveOnlyPrintableScalars() {
        var numbers = SeededNumbers(seed: 7692)
        for _ in 0..<1000 {
            var text = ""
            for _ in 0..<20 { text.unicodeScalars.append(numbers.scalar()) }
            let shown = Sanitiser.visible(text, limit: 1000)
            #expect(shown.text.unicodeScalars.allSatisfy(isShown))
            #expect(!shown.isTruncated)
        }
    }

    @Test func tokensAreDrawnInARoleOfTheirOwn() {
        var canvas = Canvas(size: Size(columns: 10, rows: 1))
        let text = Sanitiser.visible("a\u{1B}bcdefgh")
        #expect(
            canvas.put(text, x: 0, y: 0, role: "event.text", neutralised: "ui.token", width: 8)
                == 8)
        #expect(canvas.plainText == "a\\x1bbc…")
        #expect(canvas[0, 0].role == "event.text")
        #expect(canvas[1, 0].role == "ui.token")
        #expect(canvas[5, 0].role == "event.text")
    }
}
