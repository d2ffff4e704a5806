import Foundation
import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct WelcomeTests {
    private func first(columns: Int = 80, rows: Int = 24, readOnly: Bool = false) -> Conversation {
        var facts = ConsoleFacts.test
        facts.welcomes = true
        facts.readOnly = readOnly
        return Conversation(facts, columns: columns, rows: rows)
    }

    private func isRemembered(_ console: Conversation) -> Bool {
        console.effects.contains { effect in
            if case .welcomed = effect { return true }
            return false
        }
    }

    @Test func theFirstKeyClosesItAndDoesWhatItDoes() {
        var console = first()
        console.receives(.busy)
        console.shows("welcome to wscope")
        #expect(!isRemembered(console))
        console.types("j")
        console.hides("welcome to wscope")
        #expect(isRemembered(console))
        #expect(console.model.slots.id == id(1, 7))
        console.types("k")
        #expect(!isRemembered(console))
    }

    @Test func aChangeOfSizeIsNoKey() {
        var console = first()
        console.types(.resize(Size(columns: 100, rows: 30)))
        console.shows("welcome to wscope")
    }

    @Test func whoHasSeenItIsNotWelcomed() {
        Conversation().hides("welcome")
    }

    @Test func whoMayOnlyLookIsNotToldHowToAct() {
        first(readOnly: true).hides("ping, send, close, abort")
        first().shows("ping, send, close, abort")
    }

    @Test(arguments: [(80, 24), (160, 50), (30, 8)]) func itStandsInItsCorner(
        _ columns: Int, rows: Int
    )
        throws
    {
        try Golden.expect(
            "welcome-\(columns)x\(rows)", first(columns: columns, rows: rows).screen.canvas)
    }
}

@Suite struct NextStepTests {
    /// What to do is said once; the other panes say what they will show.
    @Test func everyEmptyPaneSaysWhatItIsFor() {
        var console = Conversation(columns: 160, rows: 50)
        let text = console.text
        for what in [
            "No connection yet.", "Whatever happens is listed", "Every frame, in both directions",
            "The selected frame appears here",
        ] {
            #expect(text.contains("\(what)"), "\(what)")
        }
        #expect(text.components(separatedBy: "ws://127.0.0.1:8000").count == 2)
        console.receives(at: 271) { $0.rows = [.connected(id(0, 1))] }
        console.shows("p pings the selected slot, s sends to it.")
    }

    @Test func aTombstoneLeadsToItsFrames() {
        var console = Conversation.busy()
        console.receives(at: 271) {
            var row = SlotRow.connected(id(0, 12))
            row.state = .closed
            row.closing = .operatorClose
            $0.rows = [row]
        }
        console.types(.enter)
        console.shows("3 FRAMES  slot 0.12")
        console.shows("#1041")
        console.hides("#1044")
    }

    /// The sorted column goes around: three to the left of # is RTT.
    @Test func theSlowestClientIsFourKeysAway() {
        var console = Conversation.busy()
        console.types("<", "<", "<", "I")
        #expect(console.model.shown.slots.order.map(\.slot) == [2, 0, 1])
        console.shows("▼RTT")
        var wide = Conversation.busy(columns: 160, rows: 50)
        wide.types(">", ">", ">", ">", ">", "I")
        #expect(wide.model.shown.slots.order.map(\.slot) == [2, 0, 1])
    }
}
