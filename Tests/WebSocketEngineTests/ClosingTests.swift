import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct ClosingTests {
    private func facts(_ script: Script, _ kind: EventKind) -> CloseFacts? {
        for event in script.events where event.kind == kind {
            switch event.detail {
            case .closing(let facts), .closed(let facts): return facts
            default: return nil
            }
        }
        return nil
    }

    @Test func thePeersCodeIsEchoedAndTCPEnds() {
        let script = Script()
        let id = script.joins()
        script.receives(Script.close(1000, "bye"), from: id)
        #expect(script.kinds == [.closeFrameReceived, .closing, .closed])
        #expect(script.events[0].payload == [3, 0xE8] + Array("bye".utf8))
        #expect(script.events[1].payload == Array("bye".utf8))
        #expect(script.taken(id) == Script.closeReply(1000))
        #expect(script.effects == ["close 0"])
        #expect(
            facts(script, .closed)
                == CloseFacts(initiator: .peer, cause: .closeFrame, code: .normalClosure))
    }

    @Test func anEmptyCloseIsAnsweredWithAnEmptyOne() {
        let script = Script()
        let id = script.joins()
        script.receives(Script.frame(.close), from: id)
        #expect(script.taken(id) == [0x88, 0x00])
        #expect(facts(script, .closed)?.code == .noStatusReceived)
    }

    @Test func nothingThatFollowsThePeersCloseIsRead() {
        let script = Script()
        let id = script.joins()
        script.receives(Script.close(1000) + Script.text("late"), from: id)
        #expect(script.kinds == [.closeFrameReceived, .closing, .closed])
    }

    @Test func ourCloseWaitsForThePeersAndSendsOneFrameOnly() {
        let script = Script()
        let id = script.joins()
        let close = Command.close(.connection(id), code: .goingAway, reason: Array("moved".utf8))
        script.commands(close)
        #expect(script.kinds == [.closing, .outcome])
        #expect(script.taken(id) == Script.closeReply(1001, "moved"))
        script.commands(close)
        #expect(script.taken(id) == [])
        script.receives(Script.close(1001), from: id)
        #expect(script.kinds.suffix(2) == [.closeFrameReceived, .closed])
        #expect(script.taken(id) == [])
        #expect(
            facts(script, .closed)
                == CloseFacts(initiator: .operator, cause: .command, code: .goingAway))
    }

    @Test func aPeerThatIgnoresOurCloseIsResetAtTheDeadline() {
        let script = Script { $0.closeTimeout = 2 * .second }
        let id = script.joins()
        script.commands(.close(.connection(id), code: .normalClosure, reason: []))
        script.after(1900 * .millisecond)
        #expect(script.effects == [])
        script.after(100 * .millisecond)
        #expect(script.effects == ["reset 0"])
        #expect(script.kinds == [.closing, .outcome, .closed])
    }

    @Test func aPeerThatVanishesIsClosedAbnormally() {
        let script = Script()
        let id = script.joins()
        script.finishes(id)
        #expect(script.kinds == [.closing, .closed])
        #expect(
            facts(script, .closed)
                == CloseFacts(initiator: .peer, cause: .vanished, code: .abnormalClosure))
    }

    @Test func theReplyLeavesBeforeTCPEnds() {
        let script = Script()
        let id = script.joins()
        script.kernelRoom[id.slot] = 1
        script.receives(Script.close(1000), from: id)
        #expect(script.kinds == [.closeFrameReceived, .closing])
        #expect(script.effects == ["interest 0 reading writing"])
        script.becomesWritable(id, room: nil)
        #expect(script.taken(id) == Script.closeReply(1000))
        #expect(script.kinds.last == .closed && script.effects.last == "close 0")
    }

    @Test func aFailedConnectionIsDrainedUntilThePeerEndsIt() {
        let script = Script()
        let id = script.joins()
        script.receives([0x81, 0x00], from: id)
        script.receives(Script.close(1002), from: id)
        #expect(script.kinds == [.invalidFrame, .closing])
        script.finishes(id)
        #expect(script.kinds.last == .closed)
        #expect(script.effects == ["finish 0", "close 0"])
    }

    @Test func closedComesExactlyOncePerConnecting() {
        let script = Script { $0.handshakeTimeout = .second }
        for _ in 0..<3 { script.connects() }
        script.after(20 * .second)
        #expect(script.kinds.filter { $0 == .connecting }.count == 3)
        #expect(script.kinds.filter { $0 == .closed }.count == 3)
        #expect(script.engine.totals.opened == 3 && script.engine.totals.closed == 3)
        #expect(script.engine.isIdle)
    }

    @Test func shutdownClosesEveryoneWith1001AndTakesNobodyIn() {
        let script = Script()
        let (a, b) = (script.joins(), script.joins())
        script.connects()
        script.engine.shutdown(now: script.now)
        script.turn()
        #expect(script.taken(a) == Script.closeReply(1001))
        #expect(script.taken(b) == Script.closeReply(1001))
        #expect(script.connects() == nil)
        script.receives(Script.close(1001), from: a)
        script.receives(Script.close(1001), from: b)
        #expect(script.engine.isIdle)
        #expect(!script.kinds.contains(.outcome))
        #expect(facts(script, .closing)?.cause == .shutdown)
    }
}
