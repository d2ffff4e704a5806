import TerminalCanvas
import Testing

struct TOMLTextTests {
    @Test func aTextBecomesATree() throws {
        let text = """
            # comment
            name = "a # b"   # comment
            list = [ "x",
              'y\\z', # comment
            ]
            a.b."c.d" = { e = 1, f.g = true }
            [other]
            port = 8_000
            [other.inner]
            tab = "\\t\\u00e9\\U0001F389\\\\"
            """
        let root = try TOMLText(text).root
        #expect(root["name"]?.string == "a # b")
        #expect(root["list"]?.array?.map(\.string) == ["x", "y\\z"])
        #expect(root["list"]?.array?.map(\.line) == [3, 4])
        let deep = root["a"]?.table?["b"]?.table?["c.d"]?.table
        #expect(deep?["e"]?.bare == "1")
        #expect(deep?["f"]?.table?["g"]?.bare == "true")
        #expect(root["other"]?.table?["port"]?.bare == "8_000")
        #expect(root["other"]?.table?["inner"]?.table?["tab"]?.string == "\té🎉\\")
        #expect(root["other"]?.table?["inner"]?.table?["tab"]?.line == 10)
        #expect(root.entries.map(\.key) == ["name", "list", "a", "other"])
    }

    @Test(arguments: ["", "\n\n", "# only", "\u{FEFF}a = 1", "a = []\r\nb = {}\r\n", "a=1"])
    func smallTextsAreRead(_ text: String) {
        #expect(throws: Never.self) { try TOMLText(text) }
    }

    @Test(arguments: [
        ("x", 1), ("x =", 1), ("x = \n", 1), ("x = ,", 1), ("x = [1, }", 1), ("x = [1\n2]", 2),
        ("x = [", 1), ("x = {", 1), ("x = { a = 1, }", 1), ("x = { a = 1\n}", 1), ("[", 1),
        ("\n[%]", 2), ("[a", 1), ("[a.]", 1), ("[a] b = 1", 1), ("[[a]]", 1), ("= 1", 1),
        ("x = \"abc\ny = 1", 1), ("x = \"\\q\"", 1), ("x = \"\\u12\"", 1), ("x = \"\\ud800\"", 1),
        ("x = 1 2", 1), ("a = 1\na = 2", 2), ("a = 1\na.b = 2", 2), ("a = 1\n[a]", 2),
        ("a = 1\r b = 2", 1), ("x = 1979-05-27 07:32", 1), ("é = 1", 1), ("x = \"\u{7F}\"", 1),
        ("x = " + String(repeating: "[", count: 100_000), 1),
        (String(repeating: "a.", count: 100_000) + "b = 1", 1),
    ])
    func aMistakeHasItsLine(_ text: String, _ line: Int) {
        let mistake = #expect(throws: TOMLText.Mistake.self) { try TOMLText(text) }
        #expect(mistake?.line == line)
    }

    @Test func anyTextIsReadOrRefused() {
        let signs = [
            "[", "]", "{", "}", "\"", "'", "=", ".", ",", "\n", "#", " ", "a", "1", "\\u", "é",
        ]
        var numbers = SeededNumbers(seed: 10)
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...30, using: &numbers) {
                text += signs.randomElement(using: &numbers) ?? ""
            }
            do throws(TOMLText.Mistake) {
                _ = try TOMLText(text)
            } catch {
                #expect(
                    (1...text.split(separator: "\n", omittingEmptySubsequences: false).count)
                        .contains(error.line))
            }
        }
    }
}
