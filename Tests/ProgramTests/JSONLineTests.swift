import Foundation
import Testing

@testable import wscope

@Suite struct JSONLineTests {
    @Test func membersKeepTheirOrder() {
        var line = JSONLine()
        line.add("b", 1)
        line.add("a", "x")
        line.add("c", true)
        line.add("d", milliseconds: 1_234_567)
        line.add("left out", String?.none)
        #expect(line.closed == #"{"b":1,"a":"x","c":true,"d":1.234}"#)
    }

    /// Another implementation reads back what was written.
    @Test func everyScalarBelow256SurvivesQuoting() throws {
        let text = String(String.UnicodeScalarView((0..<256).compactMap(Unicode.Scalar.init)))
        var line = JSONLine()
        line.add("text", text + "\u{2028}👋")
        #expect(!line.closed.contains("\n"))
        let read = try JSONDecoder().decode([String: String].self, from: Data(line.closed.utf8))
        #expect(read == ["text": text + "\u{2028}👋"])
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_764_064_800_123, "2025-11-25T10:00:00.123Z"),
    ])
    func timestamps(milliseconds: Int64, text: String) {
        #expect(Timestamp.text(milliseconds * 1_000_000) == text)
    }
}
