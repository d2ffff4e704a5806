import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct FragmentsTests {
    /// Slot 0 says "one, two, three" in three fragments with a ping between; slot 1 speaks
    /// meanwhile.
    private func talk(columns: Int = 80, rows: Int = 24) -> Conversation {
        var console = Conversation(columns: columns, rows: rows)
        console.receives(at: 270) {
            $0.rows = [.connected(id(0, 1)), .connected(id(1, 1))]
            $0.frames = [
                .frame(1, id(0, 1), at: 270, .received, .text, Array("one, ".utf8), fin: false),
                .frame(2, id(1, 1), at: 270, .received, .text, Array("alone".utf8)),
                .frame(3, id(0, 1), at: 270, .received, .ping, Array("between".utf8)),
                .frame(4, id(0, 1), at: 270, .sent, .pong, Array("between".utf8)),
                .frame(
                    5, id(0, 1), at: 270, .received, .continuation, Array("two, ".utf8),
                    fin: false),
                .frame(6, id(0, 1), at: 270, .received, .continuation, Array("three".utf8)),
            ]
            $0.events = [
                .event(
                    1, .textReceived, id(0, 1), at: 270, .message(frame: 6, fragments: 3),
                    Array("one, two, three".utf8))
            ]
        }
        return console
    }

    private func numbers(_ console: Conversation) -> [UInt64] {
        let log = console.model.shown.frames
        return (0..<log.shownCount).compactMap { log.shownSequence($0) }
    }

    @Test func aMessageFoldsIntoOneRowAndControlFramesStay() {
        var console = talk()
        #expect(numbers(console) == [1, 2, 3, 4, 5, 6])
        console.types("3", "k", "f")
        #expect(numbers(console) == [1, 2, 3, 4])
        #expect(
            console.row(with: "#1 ")?.contains("TEXT   3 frags    15B  \"one, two, three\"") == true
        )
        console.shows("PING")
        console.shows("folded")
        #expect(console.model.frames.id == 1, "the row of its message takes over")
        console.types("f")
        #expect(numbers(console) == [1, 2, 3, 4, 5, 6])
        #expect(console.model.frames.id == 1)
    }

    @Test func aFoldedMessageGrowsInItsPlace() {
        var console = talk()
        console.types(":")
        console.types(text: "fold")
        console.types(.enter, "3", "g")
        console.receives(at: 271) {
            $0.frames = [
                .frame(7, id(0, 1), at: 271, .sent, .binary, [1, 2], fin: false),
                .frame(8, id(0, 1), at: 271, .sent, .continuation, [3], fin: false),
            ]
        }
        #expect(numbers(console) == [1, 2, 3, 4, 7])
        #expect(console.row(with: "#7 ")?.contains("BINARY 2 so far    3B  01 02 03") == true)
        #expect(console.model.frames.id == 1)
    }

    @Test func theFirstThatFitsAFilterStandsForItsMessage() {
        var console = talk()
        console.types("3", "f", "/")
        console.types(text: "op = cont")
        console.types(.enter)
        #expect(numbers(console) == [5])
        #expect(console.row(with: "#5 ")?.contains("3 frags") == true)
    }

    @Test func twoDirectionsAndTwoSlotsAreTwoMessages() {
        var messages = Messages()
        let parts: [FrameRecord] = [
            .frame(1, id(0, 1), at: 1, .received, .text, [1], fin: false),
            .frame(2, id(0, 1), at: 1, .sent, .text, [1, 2], fin: false),
            .frame(3, id(1, 1), at: 1, .received, .text, [1, 2, 3], fin: false),
            .frame(4, id(0, 1), at: 1, .received, .continuation, [4]),
            .frame(5, id(1, 1), at: 1, .received, .continuation, [5, 6]),
            .frame(6, id(0, 1), at: 1, .received, .continuation, [7]),
        ]
        let places = parts.map { messages.place($0) }
        #expect(places.map { $0?.message } == [1, 2, 3, 1, 3, nil])
        #expect(messages[1]?.bytes == 2)
        #expect(messages[2]?.isWhole == false)
        #expect(messages[3]?.bytes == 5)
    }

    @Test func afterAGapNothingIsClaimed() {
        var messages = Messages()
        _ = messages.place(.frame(1, id(0, 1), at: 1, .received, .text, [1], fin: false))
        messages.note(framesLost: 3)
        #expect(messages.place(.frame(5, id(0, 1), at: 1, .received, .continuation, [2])) == nil)
    }

    @Test func theInspectorNamesTheSiblings() {
        for size in [(80, 24), (160, 50)] {
            var console = talk(columns: size.0, rows: size.1)
            console.types("3", "G", "k", .enter)
            console.shows("fragment 2 of 3, 15B in all:  #1 5B  #5 5B  #6 5B")
        }
    }

    @Test func anEventOpensItsLastFragmentThoughItIsFolded() {
        var console = talk()
        console.types("3", "f", "2", "G", .enter)
        #expect(console.model.spot == .bits(6))
        #expect(!console.model.foldsFragments)
    }

    @Test func whatIsKeptOfFoldedMessagesIsBounded() {
        var console = talk()
        console.types("3", "f")
        for round in 0..<40 {
            console.receives(at: 271) { news in
                news.frames = (0..<1_000).map { index in
                    let sequence = UInt64(round * 1_000 + index + 7)
                    return .frame(
                        sequence, id(UInt32(index / 2), 1), at: 271, .received,
                        index % 2 == 0 ? .text : .continuation, [1], fin: index % 2 == 1)
                }
            }
        }
        #expect(console.model.shown.frames.count == Scene.framesKept)
        #expect(console.model.shown.frames.shownCount == Scene.framesKept / 2)
        #expect(console.model.shown.sieve.heads.count <= 2 * Scene.framesKept)
        let first = numbers(console).first ?? 0
        #expect(console.model.shown.messages[first]?.count == 2)
        #expect(console.model.shown.messages[1] == nil)
    }
}
