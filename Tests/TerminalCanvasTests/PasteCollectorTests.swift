import Testing

@testable import TerminalCanvas

struct PasteCollectorTests {
    /// Reads as a terminal does: never more than the collector allows.
    private func paste(_ input: String) -> (text: String?, rest: String) {
        var collector = PasteCollector()
        var rest = Array(input.utf8)[...]
        while !rest.isEmpty {
            let part = rest.prefix(collector.readable)
            rest = rest.dropFirst(part.count)
            if let text = collector.append(part) {
                return (text, String(decoding: rest, as: UTF8.self))
            }
        }
        return (nil, "")
    }

    @Test(arguments: [
        "", "a", "hello world", "\u{1B}[A", "\u{1B}\u{1B}[201", "\u{1B}[201\u{1B}[201", "日本\n\r",
        "\u{1B}[20\u{1B}[200~",
    ])
    func aPasteIsReadToItsEndAndNoFurther(_ text: String) {
        let (read, rest) = paste(text + "\u{1B}[201~\rq")
        #expect(read == text)
        #expect(rest == "\rq")
    }

    @Test func aPasteWithoutEndIsNone() {
        #expect(paste("abc\u{1B}[201").text == nil)
    }

    @Test func aHugePasteIsCut() {
        let (read, rest) = paste(String(repeating: "x", count: (1 << 20) + 9) + "\u{1B}[201~z")
        #expect(read?.utf8.count == 1 << 20)
        #expect(rest == "z")
    }
}
