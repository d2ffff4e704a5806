import Testing
import WebSocketEngine

@testable import Console

/// Whatever is typed.
@Suite struct FilterRandomTests {
    private static let pieces: [String] =
        FilterField.allCases.map(\.rawValue)
        + [
            "and", "or", "not", "(", ")", "!", "=", "!=", "<", "<=", ">", ">=", "~", "\"", "\\",
            " ", " ", " ", "0x", "1f", "12", "64k", "5s", "1.5", ".", "*", "+", "?", "{", "}", "[",
            "]", "^", "$", "|", "-", "é", "👩‍👩‍👧", "e\u{301}", "\u{1B}", "\r\n", "\u{202E}", "yes",
            "text", "closing", "99999999999999999999",
        ]

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func nothingTrapsAndErrorsStandInTheLine(_ seed: UInt64) {
        var random = RandomTests.Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let entry = SlotEntry(row: .connected(id(0, 1)))
        var good = 0
        for _ in 0..<1_500 {
            let count = Int.random(in: 0...9, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
                .joined()
            do throws(CommandError) {
                guard let filter = try Filter(text) else { continue }
                good += 1
                let isFound = filter.finds(entry, at: seconds(200))
                #expect(filter.shows(entry, at: seconds(200)) == (isFound != filter.isInverse))
            } catch {
                #expect((0...text.count).contains(error.offset), "\(text): \(error.message)")
                #expect(!error.message.isEmpty)
                #expect(!error.isUnfinished || error.offset == text.count, "\(text)")
            }
        }
        #expect(good > 100, "most were refused: \(good)")
    }
}
