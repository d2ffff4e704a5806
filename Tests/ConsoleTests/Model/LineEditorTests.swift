import TerminalCanvas
import Testing

@testable import Console

@Suite struct LineEditorTests {
    private func edited(_ text: String, _ keys: Key...) -> String {
        var line = LineEditor(text)
        for key in keys {
            let isTaken = line.take(key)
            #expect(isTaken)
        }
        var shown = line.characters
        shown.insert("|", at: line.cursor)
        return String(shown)
    }

    @Test func emacsKeysMove() {
        #expect(edited("one two", .control("A")) == "|one two")
        #expect(edited("one two", .control("A"), .control("E")) == "one two|")
        #expect(edited("one two", .alt("b")) == "one |two")
        #expect(edited("one two", .alt("b"), .alt("b"), .alt("f")) == "one| two")
        #expect(edited("one", .control("B"), .control("B"), .control("F")) == "on|e")
    }

    @Test func whatIsErasedComesBack() {
        #expect(edited("one two", .control("W")) == "one |")
        #expect(edited("one two", .control("W"), .control("Y"), .control("Y")) == "one twotwo|")
        #expect(edited("one two", .control("U"), "x", .control("Y")) == "xone two|")
        #expect(edited("one two", .control("A"), .control("K"), .control("Y")) == "one two|")
        #expect(edited("one two", .control("A"), .alt("d")) == "| two")
        #expect(edited("one", .control("A"), .control("D")) == "|ne")
        #expect(edited("one", .control("U"), .control("U"), .control("Y")) == "one|")
    }

    @Test func theCursorGoesByWhatIsSeen() {
        let wide = EditorWindow(LineEditor("日本e\u{301}x"), columns: 20)
        #expect(wide.cursorColumn == 6)
        #expect(wide.glyphs.map(\.columns) == [2, 2, 1, 1])
        let narrow = EditorWindow(LineEditor("日本語"), columns: 4)
        #expect(narrow.cursorColumn == 2)
        #expect(narrow.glyphs.map(\.text) == ["語"])
    }

    @Test func aPlaceInALineThatIsScrolledIsCountedFromItsWindow() {
        let line = LineEditor(String(repeating: "x", count: 100))
        let window = EditorWindow(line, columns: 20)
        #expect(window.columns(of: line, upTo: 100) == 19)
        #expect(window.columns(of: line, upTo: 90) == 9)
        #expect(window.columns(of: line, upTo: 5) == 0)
    }

    @Test func theCapacityHolds() {
        var line = LineEditor(String(repeating: "x", count: LineEditor.capacity))
        line.insert("more")
        #expect(line.characters.count == LineEditor.capacity)
    }
}
