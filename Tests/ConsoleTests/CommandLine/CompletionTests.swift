import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct CompletionTests {
    /// The texts that Tab offers after what was typed on a `:` line.
    private func offered(_ typed: String) -> [String] {
        CommandTable.completion(of: typed, Conversation.busy().model).fitting.map(\.text)
    }

    /// And on a `/` line over a pane.
    private func offered(_ typed: String, on pane: Pane) -> [String] {
        FilterCompletion(pane: pane, model: Conversation.busy().model)
            .completion(of: typed).fitting.map(\.text)
    }

    @Test func commandsAndTheirArgumentsAreOffered() {
        #expect(offered("th") == ["theme"])
        #expect(offered("theme ") == ["dark", "light", "mono"])
        #expect(offered("theme m") == ["mono"])
        #expect(offered("theme mono ").isEmpty)
        #expect(offered("ping ") == ["all", "0", "1", "2"])
        #expect(offered("sort r") == ["rtt"])
        #expect(offered("sort !r") == ["!rtt"])
        #expect(offered("close 1 101") == ["1010", "1011", "1012", "1013", "1014"])
        #expect(offered("close 1 1001 ").isEmpty)
        #expect(offered("sor rt") == ["rtt"], "a start of a name that no other has is enough")
        #expect(offered("nonsense ").isEmpty)
    }

    @Test func aSlotIsOfferedWithWhoHoldsIt() {
        let model = Conversation.busy().model
        let slots = CommandTable.completion(of: "ping 1", model).fitting
        #expect(slots == [Candidate(text: "1", summary: "connected 10.0.0.9:40112")])
    }

    @Test func aFilterIsCompletedFromItsGrammar() {
        #expect(offered("sta", on: .slots) == ["state"])
        #expect(offered("ev", on: .slots).isEmpty, "slots have no events")
        #expect(offered("ev", on: .events) == ["event"])
        #expect(offered("state ", on: .slots) == ["=", "!=", "~"])
        #expect(offered("state = c", on: .slots).prefix(2) == ["connecting", "connected"])
        #expect(offered("STATE=CONNECTE", on: .slots) == ["connected"])
        #expect(offered("rtt > 1s a", on: .slots).contains("and"))
        #expect(offered("rtt > 1s and ", on: .slots).contains("and") == false)
        #expect(offered("op = bi", on: .frames) == ["binary"])
        #expect(offered("event ~ pong", on: .events) == ["pong_rx"])
        #expect(offered("slot = ", on: .frames) == ["0", "1", "2"])
        #expect(offered("not (dea", on: .slots) == ["deadline"])
        #expect(offered("reason = \"a ", on: .slots).isEmpty, "inside a text nothing is known")
        #expect(offered("filter pe") == ["peer"])
    }

    @Test func tabCompletesThenListsThenWalks() {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: "th")
        console.types(.tab)
        #expect(line(console) == "theme ")
        console.types(.tab)
        console.shows("light")
        console.shows("now")
        #expect(line(console) == "theme ")
        console.types(.tab)
        #expect(line(console) == "theme dark")
        console.types(.tab)
        #expect(line(console) == "theme light")
        console.types(.backTab, .backTab)
        #expect(line(console) == "theme mono", "round the end")
        console.types(.escape)
        #expect(line(console) == "theme ", "Esc takes back what was chosen, not the line")
        console.types(.tab, "m", .tab)
        #expect(line(console) == "theme mono ")
    }

    @Test func whatStandsBehindTheCursorStays() {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: "theme x")
        console.types(.left, .left)
        for _ in 0..<2 { console.types(.backspace) }
        console.types(.tab)
        #expect(line(console) == "theme x")
    }

    @Test func whatCannotBeListedIsSaid() {
        var console = Conversation.busy()
        console.types("/")
        console.types(text: "rtt > ")
        console.types(.tab)
        console.shows("rtt > what? 300ms 5s 2m")
        console.types(.escape, ":")
        console.types(text: "close 1 1000 ")
        console.types(.tab)
        console.shows(":close [SLOT|all] [CODE] [REASON]")
    }

    @Test func aFilterIsLiveWhileTabWalks() {
        var console = Conversation.busy()
        console.types("/")
        console.types(text: "state = ")
        console.types(.tab, .tab, .tab)
        #expect(line(console) == "state = connected")
        #expect(console.model.shown.slots.order.count == 2)
        console.types(.tab)
        #expect(console.model.shown.slots.order == [id(2, 3)])
    }

    @Test(arguments: [(1, 1), (3, 2), (12, 4), (24, 6), (200, 60)])
    func theMenuFitsAnyScreen(_ columns: Int, _ rows: Int) {
        var console = Conversation.busy(columns: columns, rows: rows)
        console.types(":", .tab, .tab)
        for _ in CommandTable.all {
            console.types(.tab)
            #expect(console.screen.canvas.size == console.model.size)
        }
    }

    private func line(_ console: Conversation) -> String? {
        guard case .editing(let prompt) = console.model.mode else { return nil }
        return prompt.line.text
    }

    static let misses = [
        ("clsoe", "close"), ("thme", "theme"), ("Sorrt", "sort"), ("pin", "ping"), ("dance", nil),
        ("x", nil), ("closed", "close"),
    ]

    @Test(arguments: misses) func aNearMissIsFound(_ word: String, _ meant: String?) {
        #expect(NearMiss.nearest(word, ["ping", "close", "sort", "theme"]) == meant)
    }
}
