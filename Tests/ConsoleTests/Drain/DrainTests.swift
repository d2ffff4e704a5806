import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct DrainTests {
    /// Twelve connections, those below 10 without a message since they were accepted at 100 s.
    private func crowd() -> Conversation {
        .crowd(12) { slot, row in row.receivedMessages = slot < 10 ? 0 : 5 }
    }

    private func entering(_ line: String, in console: Conversation? = nil) -> Conversation {
        (console ?? crowd()).entering(line)
    }

    private func answer(
        _ console: inout Conversation, _ tokens: [UInt64], at: Double, refusal: Refusal? = nil
    ) {
        let first = console.model.lastEvent
        console.receives(at: at) {
            $0.events = tokens.enumerated().map { index, token in
                .event(
                    first + 1 + UInt64(index), .outcome, id(0, 1), at: at,
                    .outcome(
                        .init(
                            verb: .close, token: token, reached: refusal == nil ? 1 : 0,
                            refusal: refusal)))
            }
        }
    }

    @Test func itAsksWithTheNumberAndClosesSoManyASecond() {
        var console = entering("drain 2/s where idle > 60s")
        console.submits()
        console.shows("drain 10 slots at 2/s with 1001 going away, in 5.0s? y yes  n no")
        console.types("y")
        console.shows("drain 1/10 ━·········")
        var turns = [console.submitted.count]
        answer(&console, console.tokens, at: 270)
        for step in 1...45 {
            console.passes(to: 270 + Double(step) / 10)
            turns.append(console.submitted.count)
            answer(&console, console.tokens, at: 270 + Double(step) / 10)
        }
        #expect(turns.reduce(0, +) == 10)
        #expect(turns.indices.filter { turns[$0] > 0 } == [0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
        // One at once, then one each half second: the clock comes ten times a second.
        console.shows("drained 10 of 10 slots")
        #expect(console.model.drain == nil)
    }

    @Test func aKeyPreparesTheLine() {
        var console = crowd()
        console.types("D")
        console.shows(":drain 5/s where idle > 60s")
        console.types(.enter)
        console.shows("drain 10 slots at 5/s with 1001 going away, in 2.0s? y yes  n no")
        console.types("n")
        console.types("g", .space, "D")
        console.shows(":drain 5/s")
        console.types(.enter)
        console.shows("drain 1 slot at 5/s with 1001 going away")
    }

    @Test func eachIsClosedByItsIdentityWithTheCodeAndTheReason() {
        var console = entering("drain 10000/s where slot < 2 code 4001 see you")
        let code = CloseCode(rawValue: 4001)
        let reason = Array("see you".utf8)
        console.types("y")
        console.submits(.close(.connection(id(0, 1)), code: code, reason: reason))
        console.passes(to: 270.1)
        console.submits(.close(.connection(id(1, 1)), code: code, reason: reason))
    }

    @Test func whoWentOrFitsNoLongerIsPassedOver() {
        var console = entering("drain 1/s where idle > 60s")
        console.types("y")
        answer(&console, console.tokens, at: 270)
        // Slot 1 is taken again, slot 2 has something to say, slot 3 closes by itself.
        console.receives(at: 270.5) {
            $0.rows = [
                .connected(id(1, 2)), .connected(id(2, 1)) { $0.receivedMessages = 1 },
                .connected(id(3, 1)) { $0.state = .closing },
            ]
        }
        console.passes(to: 271)
        console.submits(.close(.connection(id(4, 1)), code: .goingAway, reason: []))
        answer(&console, console.tokens, at: 271, refusal: .notConnected)
        for step in 2...6 {
            console.passes(to: 270 + Double(step))
            answer(&console, console.tokens, at: 270 + Double(step))
        }
        console.shows("drained 6 of 10 slots: 3 gone before their turn, 1 no longer fit")
    }

    @Test(arguments: [Key.escape, ":"]) func itCanBeStopped(_ key: Key) {
        var console = entering("drain 1/s")
        console.types("y")
        answer(&console, console.tokens, at: 270)
        console.shows("Esc stop the drain")
        console.types(key)
        if key == ":" {
            console.types(text: "drain stop")
            console.types(.enter)
        }
        console.shows("drained 1 of 12 slots: 11 left as they were")
        console.passes(to: 275)
        console.submits()
    }

    @Test func markedSlotsAreDrainedAlone() {
        var console = crowd()
        console.types(.space, .space)
        console = entering("drain 5", in: console)
        console.shows("drain 2 slots at 5/s")
        console.types("n")
        console.shows("drain: not done")
        #expect(console.model.drain == nil)
    }

    @Test func answersThatNeverComeAreNotWaitedForForEver() {
        var console = entering("drain 9/s where slot = 1")
        console.types("y")
        console.passes(to: 270)
        console.passes(to: 274)
        #expect(console.model.drain != nil)
        console.passes(to: 276)
        console.shows("drained 0 of 1 slots: 1 without an answer")
    }

    @Test func itIsForTheClockAloneWhetherFrozenOrNot() {
        var console = entering("drain 1/s")
        console.types("y")
        console.types("Z", "j", "j")
        console.submits()
        console.passes(to: 271)
        #expect(console.submitted.count == 1)
    }

    static let wrong: [(String, String, Int)] = [
        ("drain", "how fast?", 5), ("drain 0/s", "how fast?", 6), ("drain fast", "how fast?", 6),
        ("drain 5/s idle", "where and a filter", 10),
        ("drain 5/s where", "where what?", 15), ("drain 5/s where idel > 2s", "no field", 16),
        ("drain 5/s code 1005", "must not be sent", 15),
        ("drain 5/s where age > 1s code 999 x", "must not be sent", 30),
        ("drain stop it", "nothing more belongs here", 11),
    ]

    @Test(arguments: wrong)
    func aWrongDrainPointsAtItsPlace(_ line: String, words: String, offset: Int) {
        let console = entering(line)
        console.shows(words)
        console.isWrong(at: offset)
    }

    @Test func aFieldCalledCodeIsStillAFilter() {
        let console = entering("drain 5/s where code = 1000 or slot = 3 code 1012")
        console.shows("drain 1 slot at 5/s with 1012 service restart, in 0.2s?")
    }

    @Test func aReadOnlyConsoleDrainsNobody() {
        var facts = ConsoleFacts.test
        facts.readOnly = true
        var console = Conversation.busy(facts)
        console = entering("drain 5/s", in: console)
        console.shows("read-only")
        console.types("y")
        console.passes(to: 300)
        console.submits()
    }
}
