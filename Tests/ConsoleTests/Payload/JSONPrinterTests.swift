import Testing

@testable import Console

@Suite struct JSONPrinterTests {
    private static func pretty(_ text: String) throws -> String {
        String(decoding: try JSONPrinter.pretty(Array(text.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("1", "1"), (" -0.5e+10 ", "-0.5e+10"), ("null", "null"),
        ("\"a\\u00e9\\n\"", "\"a\\u00e9\\n\""),
        ("{}", "{}"), ("[ ]", "[]"), ("[[],{}]", "[\n  [],\n  {}\n]"),
        (
            "{\"a\":[1,true],\"b\":{\"c\":\"é\"}}",
            "{\n  \"a\": [\n    1,\n    true\n  ],\n  \"b\": {\n    \"c\": \"é\"\n  }\n}"
        ),
    ])
    func aLineForEachMember(text: String, expected: String) throws {
        #expect(try Self.pretty(text) == expected)
    }

    @Test(arguments: [
        ("", 0), ("{", 1), ("[1,]", 3), ("[1 2]", 3), ("{\"a\" 1}", 5), ("{\"a\":1,}", 7),
        ("{1:2}", 1), ("tru", 0), ("01", 1), ("1.", 2), ("\"a", 0), ("\"\\x\"", 1), ("\"\t\"", 1),
        ("[1]]", 3), ("nullnull", 4), ("\"\\u12g4\"", 1), ("}", 0), ("-", 1),
    ])
    func whatIsWrongHasAPlace(text: String, offset: Int) {
        #expect {
            try Self.pretty(text)
        } throws: {
            ($0 as? JSONPrinter.Flaw)?.offset == offset
        }
    }

    @Test func howeverDeepItIsItNeverOverflows() throws {
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        #expect(try Self.pretty(deep).hasPrefix("[\n  [\n    ["))
        let deeper = String(repeating: "[", count: 100_000)
        #expect {
            try Self.pretty(deeper)
        } throws: {
            ($0 as? JSONPrinter.Flaw)?.offset == JSONPrinter.deepest + 1
        }
    }

    /// Whatever is printed is printed the same again.
    @Test func printingTwiceChangesNothing() throws {
        let text = "{\"a\":[1,[2,{\"b\":null}],\"c,]}\"],\"d\":{}}"
        let once = try Self.pretty(text)
        #expect(try Self.pretty(once) == once)
    }
}
