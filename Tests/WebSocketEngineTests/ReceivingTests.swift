import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct ReceivingTests {
    @Test func severalFramesInOneReadArriveInOrder() {
        let script = Script()
        let id = script.joins()
        script.receives(
            Script.text("one") + Script.frame(.ping, [1]) + Script.frame(.binary, [2, 3]), from: id)
        #expect(script.kinds == [.textReceived, .pingReceived, .binaryReceived])
        #expect(script.events.map(\.payload) == [Array("one".utf8), [1], [2, 3]])
        #expect(script.taken(id) == Script.reply(.pong, [1]))
    }

    @Test(arguments: 1..<17)
    func aFrameSplitAnywhereArrivesWhole(at split: Int) {
        let script = Script()
        let id = script.joins()
        let frame = Script.text("eleven byte")
        script.receives(Array(frame[..<split]), from: id)
        script.receives(Array(frame[split...]), from: id)
        #expect(script.events.map(\.payload) == [Array("eleven byte".utf8)])
    }

    @Test func aMessageInFragmentsIsOneEventAndAPingMayComeBetween() {
        let script = Script()
        let id = script.joins()
        script.receives(Script.frame(.text, Array("Hel".utf8), fin: false), from: id)
        script.receives(Script.frame(.ping, [9]), from: id)
        script.receives(Script.frame(.continuation, Array("lo".utf8)), from: id)
        #expect(script.kinds == [.pingReceived, .textReceived])
        #expect(script.events[1].payload == Array("Hello".utf8))
        guard case .message(_, let fragments) = script.events[1].detail else {
            Issue.record("not a message")
            return
        }
        #expect(fragments == 2)
    }

    @Test func twoClientsNeverInterfere() {
        let script = Script()
        let (a, b) = (script.joins(), script.joins())
        script.receives(Script.frame(.text, Array("A1".utf8), fin: false), from: a)
        script.receives(Script.frame(.binary, [1], fin: false), from: b)
        script.receives(Script.frame(.continuation, Array("A2".utf8)), from: a)
        script.receives(Script.frame(.continuation, [2]), from: b)
        #expect(script.events.map(\.payload) == [Array("A1A2".utf8), [1, 2]])
        #expect(script.events.map(\.slot) == [a.slot, b.slot])
    }

    @Test(
        arguments: [
            ([0xC1, 0x80, 0, 0, 0, 0], Rule.reservedBitSet, 1002),
            ([0x83, 0x80, 0, 0, 0, 0], .reservedOpcode, 1002),
            ([0x81, 0x00], .unmaskedFrame, 1002),
            ([0x09, 0x80, 0, 0, 0, 0], .fragmentedControl, 1002),
            ([0x89, 0xFE, 0, 126, 0, 0, 0, 0], .controlTooLong, 1002),
            ([0x80, 0x80, 0, 0, 0, 0], .orphanContinuation, 1002),
            ([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], .lengthTopBitSet, 1002),
            ([0x82, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], .frameTooBig, 1009),
            ([0x81, 0x81, 0, 0, 0, 0, 0xFF], .invalidText, 1007),
            ([0x88, 0x81, 0, 0, 0, 0, 3], .truncatedCloseCode, 1002),
            ([0x88, 0x82, 0, 0, 0, 0, 3, 0xED], .invalidCloseCode, 1002),
        ] as [([UInt8], Rule, UInt16)])
    func aBreachIsNamedThenTheConnectionFailsWithItsCode(
        bytes: [UInt8], rule: Rule, code: UInt16
    ) {
        let script = Script()
        let id = script.joins()
        script.receives(bytes + Script.text("never read"), from: id)
        #expect(script.kinds == [.invalidFrame, .closing])
        guard case .breach(let frame, let named) = script.events[0].detail else {
            Issue.record("no rule named")
            return
        }
        #expect(named.rule == rule)
        #expect(script.taken(id) == Script.closeReply(code, rule.title))
        #expect(script.effects == ["finish 0"])
        #expect(script.engine.totals.rejectedFrames == 1)
        var cursor = NewsCursor()
        let frames = script.engine.news(since: &cursor, now: script.now).frames
        #expect(frames.contains { $0.sequence == frame && $0.breach == named })
    }

    @Test func aLargePayloadLandsWhereTheMessageIsAssembled() {
        let script = Script()
        let id = script.joins()
        let payload = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let frame = Script.frame(.binary, payload)
        script.receives(Array(frame[..<1000]), from: id)
        #expect(script.engine.landing(id).count == frame.count - 1000)
        script.receives(Array(frame[1000...]) + Script.text("next"), from: id)
        #expect(script.events.map(\.payload) == [payload, Array("next".utf8)])
        #expect(script.engine.pool.outstandingBytes == 0)
    }

    @Test func tooManyControlFramesAreAFlood() {
        let script = Script {
            $0.controlRate = 10
            $0.controlBurst = 3
        }
        let id = script.joins()
        for _ in 0..<3 { script.receives(Script.frame(.ping), from: id) }
        #expect(script.kinds == [.pingReceived, .pingReceived, .pingReceived])
        script.after(100 * .millisecond).receives(Script.frame(.ping), from: id)
        #expect(script.kinds.last == .pingReceived)
        script.receives(Script.frame(.ping), from: id)
        #expect(script.kinds.suffix(2) == [.invalidFrame, .closing])
    }

    @Test func framesReceivedAreDeliveredDiscardedOrRejected() {
        let script = Script()
        let id = script.joins()
        script.receives(Script.text("a") + Script.text("b"), from: id)
        script.commands(.close(.connection(id), code: .normalClosure, reason: []))
        script.receives(Script.text("late"), from: id)
        #expect(script.kinds == [.textReceived, .textReceived, .closing, .outcome])
        let totals = script.engine.totals
        #expect(totals.receivedFrames == 3)
        #expect(totals.receivedMessages == 2 && totals.discardedFrames == 1)
    }

    /// Received are those that were delivered, rejected and discarded, and no others.
    @Test func fragmentsOfAnUnfinishedMessageAreDiscarded() {
        let script = Script()
        let first = script.joins()
        script.receives(Script.frame(.text, [0x61], fin: false), from: first)
        script.receives(Script.frame(.continuation, [0x62], fin: false), from: first)
        #expect(script.engine.totals.discardedFrames == 0)
        script.finishes(first)
        #expect(script.engine.totals.discardedFrames == 2)

        let second = script.joins()
        script.receives(Script.frame(.text, [0x61], fin: false), from: second)
        script.commands(.close(.connection(second), code: .goingAway, reason: []))
        script.receives(Script.frame(.continuation, [0x62]), from: second)
        let totals = script.engine.totals
        #expect(totals.receivedFrames == 4 && totals.discardedFrames == 4)
    }
}
