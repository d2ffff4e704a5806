import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct SlotsPaneTests {
    @Test func theBarEmptiesTowardsTheDeadline() {
        var console = Conversation.busy()
        #expect(console.row(with: " 0  12 ")?.contains("━━━━····  15s") == true)
        console.passes(to: 283)
        #expect(console.row(with: " 0  12 ")?.contains("━······· ! 2s") == true)
        console.passes(to: 290)
        #expect(console.row(with: " 0  12 ")?.contains("········ ! 0s") == true)
    }

    @Test func aDeadlineThatIsNotTheUsualOneIsNamed() {
        let console = Conversation.busy()
        #expect(console.row(with: " 1   7 ")?.contains("pong ! 2s") == true)
    }

    @Test func aTombstoneTellsCodeReasonAndWhoBegan() {
        var console = Conversation.busy()
        console.receives(at: 271) { news in
            var row = SlotRow.connected(id(0, 12))
            row.state = .closed
            row.closing = CloseFacts(initiator: .peer, cause: .closeFrame, code: .goingAway)
            row.reason = .init("bye\u{1B}[31m")
            news.rows = [row]
        }
        console.shows("CLOSED     10.0.0.7:51544")
        console.shows("1001 going away, by peer \"bye\\x1b[31m\"")
        console.shows("2 open  1 closed")
    }

    @Test func aTombstoneSaysWhyBeforeItsLineEnds() {
        #expect(
            CloseText.brief(.breach) == "1002 by engine: reserved bit set without an extension")
        #expect(CloseText.brief(.operatorClose) == "1000 normal closure, by operator")
        let reset = CloseFacts(initiator: .peer, cause: .transport(104), code: .abnormalClosure)
        #expect(CloseText.brief(reset) == "1006 by peer: Connection reset by peer")
    }

    @Test func anEmptyTableSaysWhatToDo() {
        let console = Conversation()
        console.shows("ws://127.0.0.1:8000")
        console.shows("wscope --demo 8")
    }

    @Test func aWideTableShowsEveryColumn() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.types("L")
        for column in SlotColumn.allCases where !column.isOnRequest {
            console.shows(column.title)
        }
        #expect(console.row(with: " 0  12 ")?.contains("chat.v2") == true)
        #expect(console.row(with: " 1   7 ")?.contains("tls") == true)
    }

    @Test(arguments: 1...200) func columnsFitAnyWidth(_ width: Int) {
        for isBeside in [false, true] {
            let places = ColumnPlan(isBesideInspector: isBeside).places(width: width)
            #expect(places.first?.column == .slot)
            if width > 8 { #expect(places.allSatisfy { $0.x + $0.width <= width }) }
            for (left, right) in zip(places, places.dropFirst()) {
                #expect(left.x + left.width + 1 == right.x)
            }
        }
    }

    @Test func keysSortByTheColumnsOnTheScreen() {
        var console = Conversation.busy()
        console.types(">")
        #expect(console.model.live.slots.sort.column == .generation)
        console.shows("▲GEN")
        console.types("I")
        console.shows("▼GEN")
        console.types("<", "<")
        #expect(console.model.live.slots.sort.column == .queue)
        #expect(console.model.shown.slots.order.first == id(1, 7))
    }

    @Test func aLongAddressKeepsItsPort() {
        let peer = PeerAddress(high: 0x2001_0DB8_0000_0001, low: 0x1234_5678_9ABC_DEF0, port: 4433)
        let text = SlotText.peer(peer, columns: 18)
        #expect(text.count == 18)
        #expect(text.hasPrefix("[2001:db8:0…"))
        #expect(text.hasSuffix("…]:4433"))
    }
}
