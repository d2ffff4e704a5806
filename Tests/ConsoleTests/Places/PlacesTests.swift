import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct PlacesTests {
    @Test func aNamedRowIsFoundAgainInEveryPane() {
        var console = Conversation.busy()
        console.types("j", "m", "s", "2", "k", "k", "m", "e", "3", "g", "m", "f", .enter, "m", "b")
        console.shows("b is bits of #1041")
        console.types("1", "g", "'", "e")
        #expect(console.model.focus == .events)
        #expect(console.model.spot == .event(4))
        console.types("'", "s")
        #expect(console.model.spot == .slot(id(1, 7)))
        console.types("'", "f")
        #expect(console.model.spot == .frame(1041))
        console.types("'", "b")
        #expect(console.model.spot == .bits(1041))
    }

    @Test func aPlaceIsARowWhateverMovesIt() {
        var console = Conversation.busy()
        console.types("j", "m", "a", "g", ">", "I", "/")
        console.types(text: "closing")
        console.types(.enter, "'", "a")
        #expect(console.model.slots.id == id(1, 7))
        #expect(console.model.filters[.slots] == nil)
    }

    @Test func whatIsGoneIsTold() {
        var console = Conversation.busy()
        console.types("m", "a")
        console.receives(at: 271) { $0.rows = [.connected(id(0, 13))] }
        console.passes(to: 400)
        console.types("j", "'", "a")
        console.shows("slot 0.12 is no longer kept")
        console.types("'", "q")
        console.shows("q is no place yet: mq makes it one")
    }

    @Test func theWayBackIsTwoQuotes() {
        var console = Conversation.busy()
        console.types("j", "m", "a", "3", "g", "'", "a")
        #expect(console.model.spot == .slot(id(1, 7)))
        console.types("'", "'")
        #expect(console.model.spot == .frame(1041))
        console.types("'", "'")
        console.shows("nothing to go back to")
    }

    @Test func theLineBelowShowsThePlaces() {
        var console = Conversation.busy()
        console.types("m", "x", "'")
        console.shows("jump to: ' back  x slot 0.12")
        console.types(.escape)
        console.hides("jump to:")
        console.types("m", "A")
        #expect(console.model.places.count == 1)
    }

    @Test func theTrailIsBounded() {
        var trail = Trail()
        for sequence in 0..<1_000 as Range<UInt64> { trail.leave(.event(sequence)) }
        var steps = 0
        while trail.back() != nil { steps += 1 }
        #expect(steps == Trail.capacity)
    }
}
