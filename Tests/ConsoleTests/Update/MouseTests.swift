import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct MouseTests {
    private func click(_ x: Int, _ y: Int) -> Key {
        .mouse(MouseEvent(x: x, y: y, button: .left, kind: .press))
    }

    private func wheel(_ x: Int, _ y: Int, _ button: MouseEvent.Button) -> Key {
        .mouse(MouseEvent(x: x, y: y, button: button, kind: .press))
    }

    @Test func aClickSelectsARowAndItsPane() {
        var console = Conversation.busy()
        console.types(click(20, 5))
        #expect(console.model.slots.id == id(2, 3))
        console.types(click(20, 12))
        #expect(console.model.focus == .events)
        #expect(console.model.events.id == 3)
        #expect(!console.model.followsEvents)
        console.types(click(20, 17))
        #expect(console.model.focus == .frames)
        #expect(console.model.frames.id == 1041)
    }

    @Test func aClickBelowTheLastRowSelectsNothingElse() {
        var console = Conversation.busy()
        console.types(click(20, 7))
        #expect(console.model.slots.id == id(0, 12))
    }

    @Test func aClickOnAHeaderSortsAndASecondInverts() throws {
        var console = Conversation.busy()
        let header = console.screen.canvas.text(2)
        let x = try #require(header.firstRange(of: "RTT")?.lowerBound)
        let column = header.distance(from: header.startIndex, to: x)
        console.types(click(column, 2))
        #expect(console.model.live.slots.sort == SortOrder(column: .rtt))
        console.types(click(column, 2))
        #expect(console.model.live.slots.sort.isInverted)
    }

    @Test func theWheelScrollsThePaneUnderItAndLeavesTheFocus() {
        var console = Conversation()
        console.receives(at: 270) { news in
            news.rows = (0..<50).map { .connected(id($0, 1)) }
            news.events = (1...50).map {
                .event($0, .pingReceived, id(0, 1), at: 270, .ping(frame: 0))
            }
        }
        console.types(wheel(10, 4, .wheelDown))
        #expect(console.model.slots.top == 3)
        #expect(console.model.slots.id == id(3, 1))
        console.types(wheel(10, 11, .wheelUp))
        #expect(console.model.focus == .slots)
        #expect(!console.model.followsEvents)
        #expect(console.model.events.top == 50 - 6 - 3)
    }
}
