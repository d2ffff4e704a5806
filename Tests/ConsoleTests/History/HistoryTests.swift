import TerminalCanvas
import Testing

@testable import Console

@Suite struct HistoryTests {
    /// What a session leaves for the next one.
    private func kept(_ console: Conversation) -> [String] {
        console.effects.compactMap { effect in
            if case .keep(let line) = effect { return line.written }
            return nil
        }
    }

    @Test func commandsAndFiltersAreKept() {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: "sort rtt")
        console.types(.enter)
        #expect(kept(console) == ["command\tsort rtt"])
        console.types("/")
        console.types(text: "pong")
        console.types(.enter)
        #expect(kept(console) == ["filter\tpong"])
    }

    @Test(arguments: ["send 0 secret", "se all secret", "nonsense", "sort nothing"])
    func payloadsAndMistakesAreNot(_ line: String) {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        #expect(kept(console).isEmpty)
    }

    @Test func aTextThatWasSentIsNotKept() {
        var console = Conversation.busy()
        console.types("s")
        console.types(text: "secret")
        console.types(.enter)
        #expect(console.submitted.count == 1)
        #expect(kept(console).isEmpty)
    }

    @Test func linesOfAnEarlierSessionComeBack() throws {
        var facts = ConsoleFacts.test
        facts.history = ["command\tping all", "filter\trtt > 1s", "command\tfollow"]
            .compactMap { HistoryLine(written: $0) }
        #expect(facts.history.count == 3)
        var console = Conversation.busy(facts)
        console.types(":", .up, .up)
        console.shows(":ping all")
        console.types(.escape, "/", .up)
        console.shows("/rtt > 1s")
    }

    static let unreadable = [
        "", "command", "command\t", "dance\tping", "send\tsecret", "command\tsend 0 x",
        "command\tping 0 \u{1B}[2J", "command\tnonsense", "filter\t\u{0}",
        "filter\t" + String(repeating: "x", count: 2000),
    ]

    @Test(arguments: unreadable) func aLineThatWasNeverOursIsPassedOver(_ line: String) {
        #expect(HistoryLine(written: line) == nil)
    }

    @Test func whatIsKeptReadsBack() throws {
        let line = try #require(HistoryLine("filter payload ~ \"a\\tb\"", .command))
        #expect(HistoryLine(written: line.written) == line)
    }

    @Test func theHistoryIsBounded() {
        var history = History()
        for number in 0..<1_000 { history.add("ping \(number)", .command) }
        var back = 0
        while let next = history.next(from: back, by: 1, beginning: "", .command) {
            back = next.back
        }
        #expect(back == History.capacity)
    }
}
