import Foundation
import Testing

@testable import Console

/// How terms go together. The slots are 0 and 1, connected, and 2, closing.
@Suite struct FilterGrammarTests {
    static let combined: [(String, [UInt32])] = [
        ("slot = 0", [0]), ("slot=0", [0]), ("slot = 0x1", [1]), ("slot != 0", [1, 2]),
        ("slot < 1", [0]), ("slot <= 1", [0, 1]), ("slot > 1", [2]), ("slot >= 1", [1, 2]),
        ("slot = 0 or slot = 2", [0, 2]), ("SLOT = 0 OR slot = 2", [0, 2]),
        ("connected and slot = 1", [1]), ("connected slot = 1", [1]),
        ("not connected", [2]), ("not not connected", [0, 1]),
        // not, then and, then or.
        ("slot = 2 or slot = 0 and closing", [2]),
        ("(slot = 2 or slot = 0) and closing", [2]),
        ("closing and slot = 0 or slot = 1", [1]),
        ("closing and (slot = 0 or slot = 1)", []),
        ("not slot = 0 and connected", [1]), ("not (slot = 0 and connected)", [1, 2]),
        ("slot = 0 or not connected", [0, 2]), ("((slot = 1))", [1]),
        // ! inverts the whole.
        ("!slot = 0 or closing", [1]), ("! closing", [0, 1]), ("!not closing", [2]),
        // Words are parts of the row, in any case; quotes make a text of anything.
        ("CHAT.V2", [0]), ("\"and\"", []), ("\"12 connected\"", [0]), ("\"connected 12\"", []),
        ("[fe80::1]:6622", [2]), ("   ", [0, 1, 2]),
    ]

    @Test(arguments: combined)
    func termsGoTogether(_ text: String, shown: [UInt32]) {
        #expect(Shown.slots(text) == shown)
    }

    static let wrong: [(String, Int, String)] = [
        ("len", -1, ""), ("len >", 5, "len > what? 512 64k 1MiB"), ("closing and", 11, "and what?"),
        ("not", 3, "not what?"), ("!", 1, "! what?"), ("(closing", 8, "a ) is missing"),
        ("closing)", 7, "this ) closes nothing"), ("()", 1, "something is missing before )"),
        ("a or or b", 5, "something is missing before or"), ("\"clos", 5, "a \" is missing"),
        ("\"\"", 0, "nothing is quoted"), ("a !b", 2, "! stands before the whole"),
        ("foo = 1", 0, "no field is called foo; in quotes it is text"),
        ("a = b", 0, "no field is called a"), ("= 3", 0, "which field is to be =?"),
        ("slot ~ 1", 5, "slot goes with = != < <= > >="), ("peer < a", 5, "peer goes with = != ~"),
        ("slot = x", 7, "slot is written as 12 0x1f"), ("slot = 0x", 7, "slot is written"),
        ("slot = -1", 7, "slot is written"), ("slot = = 1", 7, "slot = what?"),
        ("age > 5", 7, "of which unit? 300ms 5s 2m"),
        ("age > 5 a", 6, "age is written as 300ms 5s 2m"), ("slot !", 6, "!= what?"),
        ("event = p", 9, "which? ping_rx, pong_rx, print"), ("fin = \"y\"", 7, "fin is written"),
        ("age > 5x", 6, "age is written as"), ("len > 1x", 6, "len is written as"),
        ("len > 99999999999g", 6, "len is written as"),
        ("state = conected", 8, "state is never conected; did you mean connected?"),
        ("state = open", 8, "state is written connecting, connected, closing, closed"),
        ("fin = 2", 6, "fin is written no, yes"), ("op = 99999999999999999999", 5, "op is written"),
        ("payload ~ a(b", 13, "a ) is missing in the pattern"),
        ("payload ~ \"a(b\"", 14, "a ) is missing in the pattern"),
        ("slot = 1 and payload ~ \"x*y**\"", 28, "nothing to repeat before *"),
        ("payload ~ \\q", 10, "\\q has no meaning"), ("payload ~", 9, "payload ~ what?"),
    ]

    @Test(arguments: wrong)
    func whatIsWrongIsToldWithItsPlace(_ text: String, offset: Int, message: String) throws {
        guard offset >= 0 else {
            #expect(Shown.error(text) == nil)
            return
        }
        let error = try #require(Shown.error(text))
        #expect(error.message.hasPrefix(message), "\(error.message)")
        #expect(error.offset == offset)
        #expect(error.isUnfinished == (offset == text.count))
    }

    @Test func linesAreBoundedInTermsAndDepth() {
        let terms = Array(repeating: "a", count: FilterParser.termLimit)
        #expect(Shown.error(terms.joined(separator: " or ")) == nil)
        let more = (terms + ["a"]).joined(separator: " ")
        #expect(Shown.error(more)?.message == "more than 64 terms")
        let deep = { (count: Int) in
            String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
        }
        #expect(Shown.error(deep(FilterParser.depthLimit)) == nil)
        #expect(Shown.error(deep(16_000))?.message == "more than 32 deep")
        #expect(Shown.error(String(repeating: "not ", count: 4_000) + "a") == nil)
    }

    @Test func examplesOfTheReadmeAreFilters() throws {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in
            url.deletingLastPathComponent()
        }
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let chapter = try #require(readme.firstRange(of: "## Filters")).upperBound
        let block = try #require(readme[chapter...].firstMatch(of: #/```\n([^`]+)```/#)).1
        #expect(block.contains("payload ~"))
        for line in block.split(separator: "\n") {
            let example = line.split(separator: "  ").first.map(String.init) ?? ""
            #expect(Shown.error(example) == nil, "\(example)")
        }
    }
}
