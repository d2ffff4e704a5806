import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct ColumnsTests {
    private func header(_ console: Conversation) -> String? { console.row(with: "STATE ") }

    @Test func aColumnIsHiddenAndMovedWhileTheTableShowsIt() {
        var console = Conversation.busy()
        console.types("C")
        console.shows("[x] generation  how often it was taken")
        console.types(.space)
        #expect(header(console)?.contains("GEN") == false)
        console.types("j", "J")
        #expect(console.model.columns?.prefix(3) == [.slot, .peer, .state])
        console.types("K", .enter)
        #expect(console.model.columns?.prefix(3) == [.slot, .state, .peer])
        console.shows("columns kept")
        console.hides("[x]")
    }

    @Test func escapeLeavesTheColumnsAsTheyWere() {
        var console = Conversation.busy()
        let before = header(console)
        console.types("C", .space, "j", .space, "j", "J", .escape)
        #expect(header(console) == before)
        #expect(console.model.columns == nil)
    }

    @Test func aChoiceCanBeGivenBackToTheRoom() {
        var console = Conversation.busy()
        let before = header(console)
        console.types("C", .space, .enter, "C", "r")
        #expect(header(console) == before)
    }

    @Test func everyColumnCanBeReachedInTheList() {
        var console = Conversation.busy(columns: 60, rows: 10)
        console.types("C")
        for column in SlotColumn.allCases where column != .slot {
            console.shows(column.name.padded(12) + column.meaning)
            console.types("j")
        }
    }

    private func entering(_ line: String, columns: Int = 80) -> Conversation {
        var console = Conversation.busy(columns: columns)
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        return console
    }

    @Test func aLineNamesThemInTheirOrder() {
        var console = entering("columns rtt peer slot rtt keepalive")
        #expect(console.model.columns == [.slot, .rtt, .peer, .keepAlive])
        console.shows("▲#   RTT PEER")
        console.types(":")
        console.types(text: "columns reset")
        console.types(.enter)
        #expect(console.model.columns == nil)
        entering("columns").shows("[x] generation")
        entering("columns peer colour").shows("no such column")
        entering("columns reset now").shows("nothing more belongs here")
    }

    @Test func theProgramsChoiceIsThere() {
        var facts = ConsoleFacts.test
        facts.columns = ["queue", "state"]
        #expect(ConsoleModel(facts: facts).columns == [.slot, .queue, .state])
    }

    @Test func columnsWithoutRoomAreScrolledIn() {
        var console = Conversation.busy()
        console.hides("PATH")
        for _ in 0..<20 { console.types("l") }
        console.shows("PATH")
        console.shows("TLS")
        console.hides("PEER")
        for _ in 0..<20 { console.types("h") }
        console.shows("PEER")
        #expect(console.model.skippedColumns == 0)
        console.types("3", "l")
        #expect(console.model.field == 1)
    }
}
