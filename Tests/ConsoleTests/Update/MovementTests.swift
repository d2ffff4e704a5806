import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

/// Moving about, and that the view stays where the operator left it.
@Suite struct MovementTests {
    private func crowded(_ count: Int = 50) -> Conversation {
        var console = Conversation()
        console.receives(at: 270) { news in
            news.rows = (0..<count).map { .connected(id(UInt32($0), 1), port: UInt16(1000 + $0)) }
            news.events = (1...count).map {
                .event(UInt64($0), .pingReceived, id(UInt32($0 - 1), 1), at: 270, .ping(frame: 0))
            }
        }
        return console
    }

    static let moves: [([Key], UInt32)] = [
        ([Key.character("j"), "j", .down], 3), (["G"], 49), ([.end, .up], 48),
        (["G", "g"], 0), (["j", .home], 0), ([.control("D")], 3), ([.pageDown], 6),
        ([.pageDown, .pageDown, .control("U")], 9), ([.pageDown, .pageUp], 0),
        (["k"], 0), ([.end, .pageDown, "j"], 49),
    ]

    @Test(arguments: moves)
    func keysMoveTheSelection(_ keys: [Key], slot: UInt32) {
        var console = crowded()
        for key in keys { console.types(key) }
        #expect(console.model.slots.id == id(slot, 1))
        console.shows("10.0.0.7:\(1000 + slot)")
    }

    @Test func theSelectionStaysOnItsConnectionWhenRowsComeAndGo() {
        var console = crowded()
        for _ in 0..<20 { console.types("j") }
        let before = console.row(with: ":1020")
        console.receives(at: 271) { news in
            news.rows = (0..<10).map { slot in
                var row = SlotRow.connected(id(UInt32(slot), 1))
                row.state = .closed
                row.closing = .operatorClose
                return row
            }
        }
        console.passes(to: 302)
        #expect(console.model.slots.id == id(20, 1))
        #expect(console.row(with: ":1020") == before)
    }

    @Test func theNeighbourTakesOverWhenTheSelectedRowIsGone() {
        var console = crowded(3)
        console.types("G")
        console.receives(at: 271) { news in
            var row = SlotRow.connected(id(2, 1))
            row.state = .closed
            row.closing = .operatorClose
            news.rows = [row]
        }
        #expect(console.model.slots.id == id(2, 1), "the tombstone is still there")
        console.passes(to: 301)
        #expect(console.model.slots.id == id(1, 1))
    }

    @Test func eventsFollowTheEndUntilOneScrollsUp() {
        var console = crowded()
        console.types("2")
        #expect(console.model.events.id == 50)
        console.types("k", "k")
        console.shows("follow:off")
        let before = console.text
        console.receives(at: 271) { news in
            news.events = (51...500).map {
                .event(UInt64($0), .pingReceived, id(1, 1), at: 271, .ping(frame: 0))
            }
        }
        #expect(console.model.events.id == 48)
        let rows = before.split(separator: "\n")[9...15]
        #expect(console.text.split(separator: "\n")[10...15] == rows[10...15])
        console.types("F")
        console.shows("follow:on")
        #expect(console.model.events.id == 500)
    }

    @Test func anEvictedEventHandsOverToTheOldestThatIsKept() {
        var console = crowded()
        console.types("2", "g")
        #expect(console.model.events.id == 1)
        console.receives(at: 271) { news in
            news.events = (51...10_100).map {
                .event(UInt64($0), .pingReceived, id(1, 1), at: 271, .ping(frame: 0))
            }
        }
        #expect(console.model.events.id == 101)
        console.shows("10000 kept")
    }

    @Test func tabWalksThroughThePanesThatThereAre() {
        var console = Conversation.busy()
        var seen: [Pane] = []
        for _ in 0..<4 {
            seen.append(console.model.focus)
            console.types(.tab)
        }
        #expect(seen == [.slots, .events, .frames, .slots])
        var wide = Conversation.busy(columns: 160, rows: 50)
        wide.types(.backTab)
        #expect(wide.model.focus == .inspector)
    }

    static let numbers: [(Key, Pane)] = [
        (Key.character("1"), Pane.slots), ("2", .events), ("3", .frames), ("4", .inspector),
    ]

    @Test(arguments: numbers)
    func numbersGoToTheirPane(_ key: Key, pane: Pane) {
        var console = Conversation.busy()
        console.types(key)
        #expect(console.model.focus == pane)
        #expect(console.model.layout.panes[pane] != nil)
    }

    @Test func fromASlotToItsFramesToTheBitsAndBack() {
        var console = Conversation.busy()
        console.types(.enter)
        console.shows("3 FRAMES  slot 0.12")
        console.hides("#1044")
        console.types("g", .enter)
        console.shows("4 FRAME #1041 slot 0.12 RX TEXT")
        console.types(.escape)
        #expect(console.model.focus == .frames)
        console.types(.escape)
        #expect(console.model.focus == .slots)
        console.types("a")
        console.shows("#1044")
    }

    @Test func theFramesFollowTheSelectedSlot() {
        var console = Conversation.busy()
        console.types("a")
        console.shows("slot 0.12")
        console.types("j")
        console.shows("3 FRAMES  slot 1.7")
        console.hides("#1041  RX")
    }

    @Test func anEventOpensItsFrameWhateverHidesIt() {
        var console = Conversation.busy()
        console.types("a", "j", "2", "g", "j", "j", .enter)
        console.shows("4 FRAME #1041")
        #expect(console.model.slots.id == id(0, 12))
    }

    @Test func anEventOfAFrameThatIsGoneSaysSo() {
        var console = Conversation.busy()
        console.receives(at: 271) {
            $0.events = [
                .event(9, .textReceived, id(0, 12), at: 271, .message(frame: 3, fragments: 1))
            ]
        }
        console.types("2", .enter)
        console.shows("frame #3 is no longer kept")
    }

    @Test func zoomFillsTheScreenWithThePane() {
        var console = Conversation.busy()
        console.types("2", "+")
        console.hides("SLOTS")
        console.hides("FRAMES")
        console.types("_")
        console.shows("SLOTS")
    }

    @Test func layoutsTakeTurns() {
        var console = Conversation.busy(columns: 160, rows: 50)
        #expect(console.model.layout.divider != nil)
        console.types("L")
        console.shows("layout: stacked")
        #expect(console.model.layout.divider == nil)
        console.types("L")
        #expect(console.model.layout.divider != nil)
    }
}
