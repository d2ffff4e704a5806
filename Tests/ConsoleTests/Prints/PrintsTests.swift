import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

/// What the application prints, among the events.
@Suite struct PrintsTests {
    @Test func aLineIsShownWithTheNewsOfItsTimeInItsPlace() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.prints((270.5, "between"))
        console.hides("between")
        console.receives(at: 271) {
            $0.events = [
                .event(7, .pingReceived, id(0, 12), at: 270.2),
                .event(8, .pingReceived, id(1, 7), at: 270.9),
            ]
        }
        let words = console.rows(of: 3)
        #expect(words[0].contains("0.12  PING_RX"))
        #expect(words[1].contains("12:04:30.500 -     PRINT          between"))
        #expect(words[2].contains("1.7   PING_RX"))
        console.shows("9 kept  0 lost")
    }

    @Test func anEngineThatHangsHidesNothing() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.prints((270.1, "stuck in a loop"))
        console.passes(to: 271)
        console.hides("stuck in a loop")
        console.passes(to: 271.1)
        console.shows("PRINT          stuck in a loop")
    }

    @Test func aLineIsFoundFilteredAndFollowed() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.prints((270.1, "one apple"), (270.2, "two pears"))
        console.receives(at: 271) { _ in }
        #expect(console.model.events.id == 8)
        console.types("2", "/")
        console.types(text: "print one")
        console.types(.enter)
        #expect(console.model.shown.events.shownCount == 1)
        console.prints((271.1, "one more"))
        console.receives(at: 272) { _ in }
        #expect(console.model.shown.events.shownCount == 2)
        console.types(.escape, "g", "n")
        #expect(console.model.events.id == 7)
        console.types("N")
        #expect(console.model.events.id == 9)
    }

    @Test func aLineHasNoFrameToOpen() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.prints((270.1, "text"))
        console.receives(at: 271) { _ in }
        console.types("2", .enter)
        console.shows("PRINT has no frame of its own")
    }

    @Test func aFrozenDisplayKeepsLinesUnseen() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.types("Z")
        console.prints((270.1, "meanwhile"))
        console.receives(at: 271) { _ in }
        console.hides("meanwhile")
        console.types("Z")
        console.shows("meanwhile")
    }

    @Test func foreignTextIsNeutralisedAndACutIsMarked() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.hold([
            PrintedLine(time: seconds(270.1), bytes: Array("\u{1B}[2Jgone\u{7}".utf8), isCut: true)
        ])
        console.receives(at: 271) { _ in }
        console.shows("PRINT          \\x1b[2Jgone\\x07…")
    }

    @Test func linesThatWereLostAreCounted() {
        var console = Conversation.busy(columns: 160, rows: 50)
        _ = console.model.update(.printed(Printed(lost: 12)))
        console.receives(at: 271) { $0.eventsLost = 3 }
        console.shows("6 kept  15 lost")
    }

    @Test func anEventThatComesTwiceIsLoggedOnce() {
        var console = Conversation.busy()
        console.receives(.busy)
        #expect(console.model.shown.events.count == 6)
    }
}

extension Printed {
    static func lines(_ lines: (Double, String)..., lost: UInt64 = 0) -> Printed {
        Printed(
            lines: lines.map { PrintedLine(time: seconds($0.0), bytes: Array($0.1.utf8)) },
            lost: lost)
    }
}

extension Conversation {
    /// The application prints these, so many seconds after the engine started.
    mutating func prints(_ lines: (Double, String)...) {
        hold(lines.map { PrintedLine(time: seconds($0.0), bytes: Array($0.1.utf8)) })
    }

    mutating func hold(_ lines: [PrintedLine]) {
        effects = model.update(.printed(Printed(lines: lines)))
    }

    /// The last rows of the events that are not empty.
    func rows(of count: Int) -> [String] {
        let list = model.layout[.events]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines[list.y..<min(lines.count, list.maxY)].map {
            String($0.prefix(list.width))
        }
        return Array(rows.filter { $0.contains(":") }.suffix(count))
    }
}
