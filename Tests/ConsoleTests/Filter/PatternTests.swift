import Testing

@testable import Console

/// Regular expressions that never wait.
@Suite struct PatternTests {
    static let cases: [(String, fits: [String], not: [String])] = [
        ("", ["", "x"], []), ("b", ["abc", "B"], ["", "ac"]), ("a.c", ["xabcx", "aéc"], ["ac"]),
        ("^a", ["ab"], ["ba"]), ("a$", ["ba"], ["ab"]), ("^$", [""], ["a"]),
        ("^(ab)*$", ["", "abab"], ["aba"]), ("^(a|bc)+$", ["abca"], ["ac", ""]),
        ("^a?b$", ["b", "ab"], ["aab"]), ("^a{2}$", ["aa"], ["a", "aaa"]),
        ("^a{2,}$", ["aa", "aaaa"], ["a"]), ("^a{0,2}$", ["", "aa"], ["aaa"]),
        ("^(a{1,2}b){2}$", ["aabab"], ["ab", "aaabab"]), ("(^|,)x", ["x", "a,x"], ["ax"]),
        ("[a-c]", ["B"], ["d"]), ("^[^a-c]$", ["d", "é"], ["a", "C", ""]),
        ("^[]x]+$", ["]x"], ["a"]), ("^[a-]+$", ["a-"], ["b"]), ("[\\d.]", ["1", "."], ["a"]),
        ("^\\d+$", ["042"], ["4a"]), ("^\\w+$", ["a_1"], ["a b"]), ("\\s", ["a b"], ["ab"]),
        ("^\\D\\W\\S$", ["a.b"], ["1.b"]), ("\\x1b\\[", ["\u{1B}[0m"], ["[0m"]),
        ("\\.\\*", ["a.*"], ["a.b"]), ("é", ["café"], ["cafe"]), ("a||b", ["", "x"], []),
        ("^[[:]+$", [":["], ["a"]),
    ]

    @Test(arguments: cases)
    func fits(_ pattern: String, fits: [String], not: [String]) throws {
        let pattern = try Pattern(pattern)
        for text in fits { #expect(text.passes(pattern.matches), "\(text)") }
        for text in not { #expect(!text.passes(pattern.matches), "\(text)") }
    }

    @Test func bytesThatAreNoTextAreOneCharacterEach() throws {
        let pattern = try Pattern("^a.b$")
        #expect(([0x61, 0xFF, 0x62] as [UInt8]).withUnsafeBytes(pattern.matches))
    }

    static let wrong: [(String, Int)] = [
        ("*", 0), ("a**", 2), ("(a", 2), ("a)", 1), ("[a", 2), ("[b-a]", 1), ("a{", 2),
        ("a{2", 3), ("a{0}", 2), ("a{5,2}", 2), ("a{99}", 2), ("(){2}", 0), ("\\", 1), ("\\y", 0),
        ("\\xg", 0), ("[\\D]", 1), ("((a{20}){20}){20}", 0),
        (String(repeating: "a", count: 65), 0), (String(repeating: "(", count: 9_000), 16),
    ]

    @Test(arguments: wrong)
    func whatIsWrongHasItsPlace(_ pattern: String, offset: Int) throws {
        let error = try #require(throws: CommandError.self) { try Pattern(pattern, at: 0) }
        #expect(error.offset == offset, "\(error.message)")
    }

    /// Those that make a matcher with backtracking try for ever.
    @Test(arguments: ["(a*)*b", "(a|a)*b", "(a?){30}a{30}b", "(.*)(.*)(.*)(.*)b", "(a+)+$b"])
    func noPatternWaits(_ pattern: String) throws {
        let text = String(repeating: "a", count: 1_000)
        #expect(try !text.passes(Pattern(pattern).matches))
    }

    /// One that is known to be right does the same, on random patterns and texts.
    @Test func itAgreesWithTheRegexOfSwift() throws {
        var random = RandomTests.Generator(state: 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<400 {
            let pattern = Self.pattern(depth: 3, &random)
            let text = String((0..<6).map { _ in "ab".randomElement(using: &random) ?? "a" })
            guard let mine = try? Pattern("^(\(pattern))$") else { continue }
            let theirs = try Regex("(?:\(pattern))")
            let whole = try theirs.wholeMatch(in: text) != nil
            #expect(text.passes(mine.matches) == whole, "\(pattern) on \(text)")
        }
    }

    private static func pattern(depth: Int, _ random: inout RandomTests.Generator) -> String {
        let atoms = ["a", "b", ".", "[ab]"]
        guard depth > 0 else { return atoms.randomElement(using: &random) ?? "a" }
        let one = pattern(depth: depth - 1, &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "(\(one)|\(pattern(depth: depth - 1, &random)))"
        case 1: return "(\(one))*"
        case 2: return "(\(one))+"
        case 3: return "(\(one))?"
        case 4: return "(\(one)){1,2}"
        default: return one + pattern(depth: depth - 1, &random)
        }
    }
}
