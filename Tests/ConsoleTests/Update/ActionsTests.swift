import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// What an operator does to clients, by keys.
@Suite struct ActionsTests {
    @Test func pingGoesToTheSelectedConnectionAndItsOutcomeIsTold() {
        var console = Conversation.busy()
        console.types("p")
        console.submits(.ping(.connection(id(0, 12)), payload: []))
        let token = console.tokens[0]
        console.receives(at: 271) {
            $0.events = [
                .event(
                    7, .outcome, id(0, 12), at: 271,
                    .outcome(.init(verb: .ping, token: token, reached: 1, refusal: nil)))
            ]
        }
        console.shows("ping 0.12: done")
        console.shows("ping reached 1")
    }

    @Test func aCommandIsBoundToTheGenerationItWasGivenFor() {
        var console = Conversation.busy()
        console.types("x")
        console.receives(at: 271) { $0.rows = [.connected(id(0, 13), port: 60000)] }
        console.types("y")
        console.submits(.abort(.connection(id(0, 12))))
        let token = console.tokens[0]
        console.receives(at: 272) {
            $0.events = [
                .event(
                    7, .outcome, id(0, 12), at: 272,
                    .outcome(
                        .init(verb: .abort, token: token, reached: 0, refusal: .slotReused)))
            ]
        }
        console.shows("abort 0.12 refused: the slot was reused by a later connection")
    }

    @Test func aCommandThatIsRefusedAtTheDoorIsSaidToo() {
        var console = Conversation.busy()
        console.types("p")
        let refused = CommandOutcome(
            verb: .ping, token: console.tokens[0], reached: 0, refusal: .queueFull)
        _ = console.model.update(.refused(refused))
        console.shows("ping 0.12 refused: the send queue is full")
    }

    @Test(arguments: [Key.character("n"), .escape, .enter, .character("q")])
    func abortIsDoneOnlyAfterAYes(_ key: Key) {
        var console = Conversation.busy()
        console.types("x")
        console.shows("abort 0.12 without a close frame? y yes  n no")
        console.types(key)
        console.submits()
        console.shows("abort 0.12: not done")
    }

    @Test func aTextIsSentAsTyped() {
        var console = Conversation.busy()
        console.types("j", "s")
        console.shows("COMPOSE  to 1.7")
        console.types(text: "hello q : / there")
        console.types(.enter)
        console.submits(
            .send(
                .connection(id(1, 7)), opcode: .text, fin: true,
                payload: Array("hello q : / there".utf8)))
    }

    @Test func nothingTypedIsNothingSent() {
        var console = Conversation.busy()
        console.types("s", .enter)
        console.submits()
        console.shows("nothing was sent")
    }

    static let closes: [(String, UInt16, String)] = [
        ("", 1000, ""), ("1000 bye", 1000, "bye"), ("4001", 4001, ""), ("so long", 1000, "so long"),
        ("3000   two  blanks", 3000, "two  blanks"),
    ]

    @Test(arguments: closes)
    func aCloseHasACodeAndAReason(_ line: String, code: UInt16, reason: String) {
        var console = Conversation.busy()
        console.types("c")
        console.shows("CLOSE  0.12")
        console.types(text: line)
        console.types(.enter)
        console.submits(
            .close(
                .connection(id(0, 12)), code: CloseCode(rawValue: code),
                reason: Array(reason.utf8)))
    }

    static let wrongCloses: [(String, String)] = [
        ("1005", "1005 no status received must not be sent"), ("999 x", "must not be sent"),
        ("70000", "a close code has 16 bits"),
        (String(repeating: "x", count: 124), "the reason has 124 bytes"),
    ]

    @Test(arguments: wrongCloses)
    func aWrongCloseIsRefusedInWordsAndTheLineStaysOpen(_ line: String, words: String) {
        var console = Conversation.busy()
        console.types("c")
        console.types(text: line)
        console.types(.enter)
        console.submits()
        console.shows(words)
        console.types(.escape, "j")
        #expect(console.model.slots.id == id(1, 7))
    }

    @Test func actionsOnMarkedSlotsNameTheirNumber() {
        var console = Conversation.busy()
        console.types(.space, .space)
        console.shows("2 marked")
        console.types("p")
        console.submits()
        console.shows("ping 2 slots? y yes  n no")
        console.types("y")
        console.submits(
            .ping(.connection(id(0, 12)), payload: []), .ping(.connection(id(1, 7)), payload: []))
    }

    @Test func closingManyAsksFirst() {
        var console = Conversation.busy()
        console.types(.space, .space, "c", .enter)
        console.submits()
        console.shows("close 2 slots with 1000 normal closure? y yes  n no")
        console.types("y")
        #expect(console.submitted.count == 2)
    }

    @Test func anOutcomeOfManyIsToldWhenAllHaveAnswered() {
        var console = Conversation.busy()
        console.types(.space, .space, "p", "y")
        let tokens = console.tokens
        console.passes(to: 280)
        for (index, token) in tokens.enumerated() {
            console.hides("ping 2 slots: ")
            console.receives(at: 281) {
                $0.events = [
                    .event(
                        UInt64(7 + index), .outcome, id(0, 12), at: 281,
                        .outcome(.init(verb: .ping, token: token, reached: 1, refusal: nil)))
                ]
            }
        }
        console.shows("ping 2 slots: reached 2")
    }

    @Test func marksEndWithTheirConnections() {
        var console = Conversation.busy()
        console.types(.space, .space)
        console.receives(at: 271) { $0.rows = [.connected(id(0, 13))] }
        #expect(console.model.marks == [id(1, 7)])
        console.types("U")
        #expect(console.model.marks.isEmpty)
    }

    @Test(arguments: [Key.character("p"), "s", "c", "x"])
    func aReadOnlyConsoleRefusesAll(_ key: Key) {
        var facts = ConsoleFacts.test
        facts.readOnly = true
        var console = Conversation.busy(facts)
        console.types(key)
        console.submits()
        console.shows("read-only: commands are refused")
        console.types(":")
        console.types(text: "close all")
        console.types(.enter, "y")
        console.submits()
    }

    @Test func withoutAConnectionThereIsNobodyToPing() {
        var console = Conversation()
        console.types("p")
        console.submits()
        console.shows("no slot is selected")
    }

    @Test func quittingAsksWhileClientsAreConnected() {
        var console = Conversation.busy()
        console.types("q")
        #expect(!console.quits)
        console.shows("quit and close 3 connections? y yes  n no")
        console.types("y")
        #expect(console.quits)
    }

    @Test func quittingDoesNotAskOtherwise() {
        var empty = Conversation()
        empty.types("q")
        #expect(empty.quits)
        var busy = Conversation.busy()
        busy.types("Q")
        #expect(busy.quits)
    }
}
