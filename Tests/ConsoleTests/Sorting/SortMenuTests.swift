import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct SortMenuTests {
    @Test func everyColumnHasALetterOfItsOwn() {
        let letters = SlotColumn.allCases.map(\.letter)
        #expect(Set(letters).count == letters.count)
        #expect(!letters.contains("j") && !letters.contains("k"))
        for column in SlotColumn.allCases {
            #expect(column.first(isInverted: false) != column.first(isInverted: true))
        }
    }

    /// The slowest client in three keys, wherever the cursor is and however narrow the screen.
    @Test(arguments: [(80, 24), (160, 50)]) func theSlowestIsFoundInThreeKeys(
        _ columns: Int, rows: Int
    ) {
        var console = Conversation(columns: columns, rows: rows)
        console.receives(at: 270) {
            $0.rows = (0..<30).map { slot in
                .connected(id(slot, 1)) {
                    $0.roundTrip = slot == 5 ? nil : UInt64((slot &* 7) % 30) * 1_000_000
                }
            }
        }
        console.types("S", "r", "g")
        #expect(console.model.slots.id == id(17, 1))
        console.shows("sorted by rtt: the slowest first")
        console.types("S", "r", "g")
        #expect(console.model.slots.id == id(0, 1))
        console.shows("sorted by rtt: the fastest first")
    }

    @Test func theListShowsLettersAndWhatComesFirst() {
        var console = Conversation.busy()
        console.types(.function(6))
        console.shows("r   rtt         the slowest first")
        console.shows("s ▲ slot        the lowest first now")
        console.types("I")
        #expect(console.model.live.slots.sort == SortOrder(column: .slot, isInverted: true))
        console.types("S", "j", "j", "j", .enter)
        #expect(console.model.live.slots.sort == SortOrder(column: .peer))
        console.hides("the slowest first")
        console.types("S", .escape, "S", "S")
        #expect(console.model.live.slots.sort == SortOrder(column: .peer))
        console.hides("the slowest first")
    }

    @Test func everyColumnCanBeReachedInASmallList() {
        var console = Conversation.busy(columns: 60, rows: 10)
        console.types("S")
        for column in SlotColumn.allCases {
            console.shows(column.name.padded(12))
            console.types("j")
        }
    }

    @Test func aFrozenTableIsSortedToo() {
        var console = Conversation.busy()
        console.types("Z", "S", "q")
        #expect(console.model.shown.slots.sort == SortOrder(column: .queue, isInverted: true))
        #expect(console.model.live.slots.sort == console.model.shown.slots.sort)
    }
}
