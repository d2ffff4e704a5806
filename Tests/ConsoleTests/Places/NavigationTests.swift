import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// From an event to its frame, from there to its slot, and back.
@Suite struct NavigationTests {
    @Test func fromAnEventToItsFrameToItsSlotAndBack() {
        var console = Conversation.busy()
        console.types("2", "g", "j", "j", .enter)
        #expect(console.model.spot == .bits(1041))
        console.types("u")
        #expect(console.model.spot == .slot(id(0, 12)))
        console.types(.backspace)
        #expect(console.model.spot == .bits(1041))
        console.types(.backspace)
        #expect(console.model.spot == .event(3))
        console.types(.backspace)
        console.shows("nothing to go back to")
    }

    @Test func anEventAndAFrameLeadToTheirSlot() {
        var console = Conversation.busy()
        console.types("2", "G", "u")
        #expect(console.model.spot == .slot(id(2, 3)))
        console.types(.backspace)
        #expect(console.model.spot == .event(6))
        console.types("3", "g", "u")
        #expect(console.model.spot == .slot(id(0, 12)))
    }

    @Test func aPrintedLineIsOfNoSlot() {
        var console = Conversation.busy()
        console.prints((270.1, "hello"))
        console.passes(to: 275)
        console.types("2", "G", "u")
        console.shows("this row is of no single slot")
        #expect(console.model.focus == .events)
    }

    @Test func aRowThatTheFilterHidesIsShownOnTheWayBack() {
        var console = Conversation.busy()
        console.types("2", "g", "u", "2", "/")
        console.types(text: "pong")
        console.types(.enter, .backspace)
        #expect(console.model.spot == .event(1))
        #expect(console.model.filters[.events] == nil)
    }

    @Test func aSlotsFramesAndBack() {
        var console = Conversation.busy()
        console.types("j", .enter)
        console.shows("3 FRAMES  slot 1.7")
        console.types(.backspace)
        #expect(console.model.spot == .slot(id(1, 7)))
    }

    @Test func searchTellsWhenItGoesOnFromTheOtherEnd() {
        var console = Conversation.busy()
        console.types("2", "/")
        console.types(text: "0.12")
        console.types(.enter, .escape, "g", "n", "n", "n")
        console.hides("search goes on")
        console.types("n")
        console.shows("search goes on from the top")
        console.types("N")
        console.shows("search goes on from the end")
    }

    @Test func theOnlyMatchSaysSo() {
        var console = Conversation.busy()
        console.types("2", "/")
        console.types(text: "event = pong_rx")
        console.types(.enter, .escape, "g", "n", "n")
        console.shows("no other match")
        #expect(console.model.spot == .event(4))
    }

    @Test func framesStayWhereTheyAreWhileOthersComeAndAreFolded() {
        var console = Conversation.busy()
        console.types("3", "g", "j", "f")
        let before = console.row(with: "#1042")
        for second in 1...5 {
            console.receives(at: 270 + Double(second)) {
                $0.frames = (0..<900).map { index in
                    .frame(
                        UInt64(2_000 * second + index), id(0, 12), at: 271, .received,
                        index % 3 == 0 ? .text : .continuation, [1], fin: index % 3 == 2)
                }
            }
            #expect(console.model.frames.id == 1042)
            #expect(console.row(with: "#1042") == before)
        }
    }
}
