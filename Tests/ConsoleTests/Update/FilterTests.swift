import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Filtering, searching, freezing.
@Suite struct FilterTests {
    static let filtered: [(String, [ConnectionID])] = [
        ("10.0.0.9", [id(1, 7)]), ("closing", [id(2, 3)]), ("2.3", [id(2, 3)]),
        ("/CHAT", [id(0, 12), id(1, 7)]), ("chat.v2", [id(0, 12)]),
        ("!connected", [id(2, 3)]), ("nobody", []),
    ]

    @Test(arguments: filtered)
    func slotsAreFilteredByWhatTheyShow(_ text: String, shown: [ConnectionID]) {
        var console = Conversation.busy()
        console.types("/")
        console.types(text: text)
        console.types(.enter)
        #expect(console.model.shown.slots.order == shown)
        console.shows("filter: \(text) (\(3 - shown.count) hidden)")
        console.types(.escape)
        #expect(console.model.shown.slots.order.count == 3)
    }

    @Test func aFilterWorksWhileItIsTypedAndEscTakesItBack() {
        var console = Conversation.busy()
        console.types("2", "/")
        console.types(text: "PONG")
        #expect(console.model.shown.events.shownCount == 1)
        console.types(.escape)
        #expect(console.model.shown.events.shownCount == 6)
        #expect(console.model.focus == .events)
    }

    @Test func whatIsUnfinishedKeepsTheRowsAndSaysWhatIsMissing() {
        var console = Conversation.busy()
        console.types("2", "/")
        console.types(text: "event = pong_rx")
        #expect(console.model.shown.events.shownCount == 1)
        console.types(text: " or event =")
        #expect(console.model.shown.events.shownCount == 1)
        console.shows("event = what? a name")
        console.types(text: " closing")
        console.hides("what?")
        #expect(console.model.shown.events.shownCount == 2)
        console.types(.backspace)
        console.shows("which? closing")
        #expect(console.model.shown.events.shownCount == 2)
        console.types(.enter)
        console.shows("which? closing", "Enter does nothing with what is unfinished")
        console.types(text: "g")
        console.types(.enter)
        console.shows("filter: event = pong_rx or event = cl… (4 hidden)")
        console.types("/", .control("U"))
        #expect(console.model.shown.events.shownCount == 6)
    }

    @Test func aFieldOnItsWayHidesNothing() {
        var console = Conversation.busy()
        console.types("3", "/")
        let count = console.model.shown.frames.count
        #expect(Shown.frames("fin = yes").count == count)
        for character in "fin = yes and not len " {
            console.types(.character(character))
            #expect(console.model.shown.frames.shownCount == count, "\(character)")
        }
        console.shows("a word, or compared by = != < <= > >=")
        console.types(.control("U"))
        console.types(text: "p")
        console.shows("a word, or peer, payload")
        console.types(text: "o")
        console.shows("filter: po (5 hidden)")
        console.types(.control("U"))
        console.types(text: "peer")
        console.types(.enter)
        console.shows("filter: peer (6 hidden)", "after Enter it is the word")
    }

    @Test func anErrorStandsOverItsPlace() throws {
        var console = Conversation.busy()
        console.types("/")
        console.types(text: "slot = 1 and stat = 2")
        let lines = console.text.split(separator: "\n").map(Array.init)
        let row = try #require(lines.lastIndex { String($0).contains("no field is called") })
        let place = try #require(lines[row].firstIndex { $0 != " " })
        #expect(String(lines[row + 1][place...]).hasPrefix("stat = 2"))
    }

    @Test func theCommandLineFiltersByTheSameGrammar() {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: "filter rtt > 5ms or closing")
        console.types(.enter)
        #expect(console.model.shown.slots.order == [id(2, 3)])
        console.types(":")
        console.types(text: "filter rtt > 5")
        console.types(.enter)
        console.shows("of which unit? 300ms 5s 2m")
        guard case .editing(let prompt) = console.model.mode else {
            Issue.record("the line is closed")
            return
        }
        #expect(prompt.error?.offset == 14)
    }

    @Test func rowsComeAndGoWithTheClock() {
        var console = Conversation.busy()
        console.types("/")
        console.types(text: "deadline < 10s")
        console.types(.enter)
        #expect(console.model.shown.slots.order == [id(1, 7)])
        console.passes(to: 276)
        #expect(console.model.shown.slots.order == [id(0, 12), id(1, 7)])
    }

    @Test func nextGoesToWhatAnExpressionDescribes() {
        var console = Conversation.busy()
        console.types("2", "/")
        console.types(text: "!breach ~ bit")
        console.types(.enter)
        #expect(console.model.shown.events.shownCount == 4)
        console.types(.escape, "g", "n")
        #expect(console.model.events.id == 5)
        console.types("n")
        #expect(console.model.events.id == 6)
    }

    @Test func newRowsPassTheFilterToo() {
        var console = Conversation.busy()
        console.types("3", "/")
        console.types(text: "!pong")
        console.types(.enter)
        console.receives(at: 271) {
            $0.frames = [
                .frame(1047, id(0, 12), at: 271, .received, .pong),
                .frame(1048, id(0, 12), at: 271, .received, .text, Array("new".utf8)),
            ]
        }
        #expect(console.model.frames.id == 1048)
        console.hides("#1047")
        console.shows("(2 hidden)")
    }

    @Test func nextAndPreviousGoFromMatchToMatchAndAround() {
        var console = Conversation.busy()
        console.types("2", "/")
        console.types(text: "2.3")
        console.types(.enter, .escape, "g")
        #expect(console.model.events.id == 1)
        console.types("n")
        #expect(console.model.events.id == 5)
        console.types("n")
        #expect(console.model.events.id == 6)
        console.types("n")
        #expect(console.model.events.id == 5)
        console.types("N")
        #expect(console.model.events.id == 6)
    }

    @Test func aSearchWithoutAMatchSaysSo() {
        var console = Conversation.busy()
        console.types("n")
        console.shows("nothing was looked for yet")
        console.types("/")
        console.types(text: "zzz")
        console.types(.enter, .escape, "n")
        console.shows("no match for \"zzz\"")
    }

    @Test func aFrozenDisplayStandsStillAndLosesNothing() {
        var console = Conversation.busy()
        console.types("Z")
        console.shows("FROZEN")
        console.receives(at: 275) {
            $0.rows = [.connected(id(3, 1), port: 5555)]
            $0.events = [.event(7, .connecting, id(3, 1), at: 275, .fromTen)]
        }
        console.passes(to: 276)
        console.hides(":5555")
        console.shows("3.1s", "ages are those of the moment of freezing")
        console.shows("12:04:36", "the clock goes on")
        console.types("j")
        #expect(console.model.slots.id == id(1, 7))
        console.types("Z")
        console.shows("LIVE")
        console.shows(":5555")
        #expect(console.model.shown.events.count == 7)
    }
}

extension Conversation {
    /// With a reason for the reader.
    func shows(_ part: String, _ reason: String, _ location: SourceLocation = #_sourceLocation) {
        shows(part, location)
    }
}
