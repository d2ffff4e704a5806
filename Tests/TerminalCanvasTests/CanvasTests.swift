import TerminalCanvas
import Testing

struct CanvasTests {
    private func canvas(_ columns: Int, _ rows: Int = 1) -> Canvas {
        Canvas(size: Size(columns: columns, rows: rows))
    }

    @Test func textIsCutAtTheEdgeWithAnEllipsis() {
        var canvas = canvas(5)
        #expect(canvas.put("abcdefgh", x: 0, y: 0, role: .plain) == 5)
        #expect(canvas.plainText == "abcd…")
    }

    @Test func textIsCutToItsWidth() {
        var canvas = canvas(10)
        #expect(canvas.put("abcdef", x: 1, y: 0, role: .plain, width: 3) == 3)
        #expect(canvas.put("xyz", x: 6, y: 0, role: .plain, width: 2, ellipsis: false) == 2)
        #expect(canvas.plainText == " ab…  xy")
    }

    @Test(arguments: [(Alignment.left, "ab"), (.right, "    ab"), (.center, "  ab")])
    func textIsAligned(_ alignment: Alignment, _ expected: String) {
        var canvas = canvas(8)
        canvas.put("ab", x: 0, y: 0, role: .plain, width: 6, align: alignment)
        #expect(canvas.plainText == expected)
    }

    @Test func nothingIsWrittenOutside() {
        var canvas = canvas(4, 2)
        let before = canvas
        for (x, y) in [(0, -1), (0, 2), (4, 0), (-3, 0), (100, 100)] {
            canvas.put("abc", x: x, y: y, role: "ui.title")
        }
        #expect(canvas == before)
        canvas.put("abcdef", x: -2, y: 0, role: .plain)
        #expect(canvas.text(0) == "cdef")
    }

    @Test func wideGlyphsStayWhole() {
        var canvas = canvas(5)
        #expect(canvas.put("日本語", x: 0, y: 0, role: .plain) == 5)
        #expect(canvas.plainText == "日本…")
        #expect(canvas[0, 0].width == 2 && canvas[1, 0].width == 0)

        canvas.put("x", x: 1, y: 0, role: .plain)
        #expect(canvas.plainText == " x本…")
        canvas.put("y", x: 2, y: 0, role: .plain)
        #expect(canvas.plainText == " xy …")
    }

    @Test func aWideGlyphThatDoesNotFitLeavesRoomForTheEllipsis() {
        var canvas = canvas(4)
        #expect(canvas.put("a日本", x: 0, y: 0, role: .plain) == 4)
        #expect(canvas.plainText == "a日…")
        canvas.fill(canvas.bounds, role: .plain)
        #expect(canvas.put("日本", x: 0, y: 0, role: .plain, width: 3) == 3)
        #expect(canvas.plainText == "日…")
    }

    @Test func fillingHalfOfAWideGlyphTakesItAway() {
        var canvas = canvas(4)
        canvas.put("日本", x: 0, y: 0, role: .plain)
        canvas.fill(Rect(x: 1, y: 0, width: 2, height: 1), role: "ui.error")
        #expect(canvas.plainText == "")
        #expect((0..<4).map { canvas[$0, 0].width } == [1, 1, 1, 1])
    }

    @Test func combiningMarksShareACell() {
        var canvas = canvas(20)
        #expect(canvas.put("e\u{301}x", x: 0, y: 0, role: .plain) == 2)
        #expect(canvas[0, 0].glyph == "e\u{301}")
        canvas.fill(canvas.bounds, role: .plain)
        canvas.put("a\u{301}\u{302}\u{303}\u{304}\u{305}", x: 0, y: 0, role: .plain)
        #expect(canvas[0, 0].glyph.unicodeScalars.count == 5)
        #expect(canvas.plainText == "a\u{301}\u{302}\u{303}\u{304}<U+0305>")
    }

    @Test func whatCannotBeShownIsSpelledOut() {
        var canvas = canvas(40)
        canvas.put("a\u{1B}[m\n\u{202E}\u{200B}\u{85}", x: 0, y: 0, role: .plain)
        #expect(canvas.plainText == "a\\x1b[m\\n<U+202E><U+200B><U+0085>")
    }

    @Test func aBackdropStaysUnderWhatIsWrittenLater() {
        var canvas = canvas(4)
        canvas.setBackdrop(Rect(x: 0, y: 0, width: 2, height: 1), "ui.selection")
        canvas.put("abcd", x: 0, y: 0, role: "state.closing")
        #expect(canvas[1, 0].backdrop == "ui.selection")
        #expect(canvas[2, 0].backdrop == nil)
        #expect(canvas[1, 0].role == "state.closing")
        canvas.put("x", x: 0, y: 0, role: .plain, backdrop: "ui.cursor")
        #expect(canvas[0, 0].backdrop == "ui.cursor")
    }

    @Test func rolesAreALayerOfTheirOwn() {
        var canvas = canvas(6, 2)
        canvas.put("ab", x: 1, y: 0, role: "ui.title")
        canvas.put("c", x: 0, y: 1, role: "ui.title", backdrop: "ui.selection")
        #expect(
            canvas.roleText == """
                .aa
                b
                a = ui.title
                b = ui.title on ui.selection
                """)
    }

    @Test func boxesAreDrawnInsideTheirRect() {
        var canvas = canvas(5, 3)
        canvas.box(Rect(x: 0, y: 0, width: 5, height: 3), role: "ui.border")
        #expect(canvas.plainText == "┌───┐\n│   │\n└───┘")
        canvas.box(Rect(x: 1, y: 0, width: 3, height: 3), role: "ui.border", glyphs: .ascii)
        #expect(canvas.plainText == "┌+-+┐\n│| |│\n└+-+┘")
        let before = canvas
        canvas.box(Rect(x: 0, y: 0, width: 1, height: 3), role: .plain)
        #expect(canvas == before)
    }

    @Test(arguments: [0, 1, 2, 7]) func anyTextAnywhereLeavesAGridOfWholePrintableCells(
        _ columns: Int
    ) {
        var numbers = SeededNumbers(seed: UInt64(columns))
        for _ in 0..<300 {
            var canvas = canvas(columns, 3)
            for _ in 0..<8 {
                var text = ""
                for _ in 0..<Int.random(in: 0...12, using: &numbers) {
                    text.unicodeScalars.append(numbers.scalar())
                }
                let x = Int.random(in: -9...9, using: &numbers)
                let y = Int.random(in: -1...3, using: &numbers)
                let width = Int.random(in: -1...9, using: &numbers)
                canvas.put(text, x: x, y: y, role: .plain, width: width < 0 ? nil : width)
            }
            expectWhole(canvas)
        }
    }

    private func expectWhole(_ canvas: Canvas) {
        for y in 0..<canvas.size.rows {
            for x in 0..<canvas.size.columns {
                let cell = canvas[x, y]
                #expect(cell.glyph.unicodeScalars.allSatisfy(isShown))
                #expect(cell.glyph.unicodeScalars.count <= 5)
                #expect((cell.width == 2) == (canvas[x + 1, y].width == 0))
                #expect(x > 0 || cell.width > 0)
            }
        }
    }
}
