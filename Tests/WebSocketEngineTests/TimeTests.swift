import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct TimeTests {
    @Test func aLateTickIsCountedFrom50Milliseconds() {
        let script = Script()
        script.engine.isWatching = true
        var cursor = NewsCursor()
        _ = script.engine.news(since: &cursor, now: script.now)
        script.engine.note(lag: 49_999_999, now: Instant(nanoseconds: 1))
        #expect(!script.engine.hasNews(since: cursor))
        #expect(script.engine.totals.lag.worst == 49_999_999)
        #expect(script.engine.totals.lag.lateTicks == 0)
        script.engine.note(lag: 50 * .millisecond, now: Instant(nanoseconds: 2))
        script.engine.note(lag: 7, now: Instant(nanoseconds: 3))
        let lag = script.engine.totals.lag
        #expect(lag.worst == 50 * .millisecond && lag.lateTicks == 1)
        #expect(lag.latest == 50 * .millisecond && lag.latestAt == Instant(nanoseconds: 2))
        #expect(script.engine.hasNews(since: cursor))
        _ = script.engine.news(since: &cursor, now: script.now)
        #expect(!script.engine.hasNews(since: cursor))
    }

    @Test func silenceEndsInOneTimeoutAndClose1000() {
        let script = Script { $0.idleTimeout = 30 * .second }
        let id = script.joins()
        script.after(29_900 * .millisecond)
        #expect(script.events.isEmpty)
        script.after(100 * .millisecond)
        #expect(script.kinds == [.timeout, .closing])
        #expect(script.events[0].detail == .timeout(.idle))
        #expect(script.taken(id) == Script.closeReply(1000, "idle timeout"))
        script.after(60 * .second)
        #expect(script.kinds == [.timeout, .closing, .closed])
    }

    @Test func anyFrameOfTheClientResetsTheIdleTimeoutAndASendDoesNot() {
        let script = Script { $0.idleTimeout = 30 * .second }
        let id = script.joins()
        script.after(20 * .second).receives(Script.frame(.pong), from: id)
        script.after(20 * .second)
        script.send(id, .text, Array("hello?".utf8))
        #expect(script.kinds == [.pongReceived])
        script.after(10 * .second)
        #expect(script.kinds == [.pongReceived, .timeout, .closing])
    }

    @Test func aReusedSlotStartsAtZero() {
        let script = Script {
            $0.slots = 1
            $0.idleTimeout = 30 * .second
        }
        let first = script.joins()
        script.after(25 * .second)
        script.finishes(first)
        script.joins()
        script.after(29 * .second)
        #expect(script.events.isEmpty)
    }

    @Test func aPongBringsTheNextPingHoweverLongAPongMayTake() {
        let script = Script {
            $0.pingInterval = 2 * .second
            $0.pongTimeout = 10 * .second
        }
        let id = script.joins()
        for round in 1...4 {
            script.after(2 * .second)
            let ping = script.taken(id)
            #expect(ping == Script.reply(.ping, Array("ping \(round)".utf8)))
            script.forget()
            script.receives(Script.frame(.pong, Array(ping[2...])), from: id)
        }
    }

    @Test func pingsGoOutByThemselvesAndAPongGivesTheRoundTrip() throws {
        let script = Script { $0.pingInterval = 20 * .second }
        let id = script.joins()
        script.after(20 * .second)
        let ping = script.taken(id)
        #expect(ping == Script.reply(.ping, Array("ping 1".utf8)))
        script.now = script.now + 4 * .millisecond
        script.receives(Script.frame(.pong, Array(ping[2...])), from: id)
        #expect(script.events.last?.detail == .pong(frame: 2, roundTrip: 4 * .millisecond))
        var cursor = NewsCursor()
        let row = try #require(script.engine.news(since: &cursor, now: script.now).rows.first)
        #expect(row.roundTrip == 4 * .millisecond && row.missedPongs == 0)
        script.after(20 * .second)
        #expect(script.taken(id) == Script.reply(.ping, Array("ping 2".utf8)))
    }

    @Test func anUnmatchedPongGivesNoRoundTrip() {
        let script = Script()
        let id = script.joins()
        script.commands(.ping(.connection(id), payload: [1, 2]))
        script.receives(Script.frame(.pong, [3]), from: id)
        #expect(script.events.last?.detail == .pong(frame: 2, roundTrip: nil))
    }

    @Test func aMutePeerIsClosedAtThePongTimeout() {
        let script = Script {
            $0.pingInterval = 20 * .second
            $0.pongTimeout = 5 * .second
        }
        let id = script.joins()
        script.after(24_900 * .millisecond)
        #expect(script.events.isEmpty)
        script.after(100 * .millisecond)
        #expect(script.events.first?.detail == .timeout(.pong))
        #expect(script.taken(id).suffix(16) == Script.closeReply(1000, "pong timeout"))
    }

    @Test func aMessageThatTricklesIsCutOffAtItsDeadline() {
        let script = Script { $0.messageTimeout = 3 * .second }
        let id = script.joins()
        let frame = Script.frame(.binary, [UInt8](repeating: 7, count: 50))
        for index in 0..<30 {
            script.receives([frame[index]], from: id).after(100 * .millisecond)
        }
        #expect(script.kinds == [.timeout, .closing])
        #expect(script.events[0].detail == .timeout(.message))
        #expect(script.taken(id) == Script.closeReply(1008, "message timeout"))
    }

    @Test func aMessageThatEndsInTimeHasNoDeadline() {
        let script = Script { $0.messageTimeout = 3 * .second }
        let id = script.joins()
        script.receives(Script.frame(.text, [0x61], fin: false), from: id)
        script.after(2 * .second).receives(Script.frame(.continuation, [0x62]), from: id)
        script.after(10 * .second)
        #expect(script.kinds == [.textReceived])
    }

    @Test func timeoutsOfZeroAreOff() {
        let script = Script { $0.pongTimeout = 0 }
        let id = script.joins()
        script.commands(.ping(.connection(id), payload: []))
        script.commands(.ping(.connection(id), payload: []))
        script.after(3600 * .second)
        #expect(script.kinds == [.outcome, .outcome])
        #expect(script.engine.slots[Int(id.slot)].missedPongs == 1)
    }

    @Test func aStalledPeerIsResetAndNamed() {
        let script = Script { $0.stallTimeout = 5 * .second }
        let id = script.joins()
        script.kernelRoom[id.slot] = 10
        script.send(id, .binary, [UInt8](repeating: 1, count: 1000))
        script.turn()
        script.after(5 * .second)
        #expect(script.kinds == [.timeout, .closing, .closed])
        #expect(script.events[0].detail == .timeout(.stall))
        #expect(script.effects.last == "reset 0")
        #expect(script.engine.totals.queuedBytes == 0)
    }

    @Test(arguments: [1, 15, 16, 17, 1000])
    func aScanFindsExactlyTheDueSlots(count: Int) {
        let deadlines = Deadlines(slots: count)
        defer { deadlines.deallocate() }
        let last = count - 1
        deadlines.set(last, Instant(nanoseconds: 250 * .millisecond))
        #expect(deadlines.firstDue(from: 0, now: Instant(nanoseconds: 299 * .millisecond)) == nil)
        let due = Instant(nanoseconds: 300 * .millisecond)
        #expect(deadlines.firstDue(from: 0, now: due) == last)
        #expect(deadlines.firstDue(from: last + 1, now: due) == nil)
        deadlines.bringForward(last, Instant(nanoseconds: .second))
        #expect(deadlines.firstDue(from: 0, now: due) == last)
        deadlines.set(last, nil)
        #expect(deadlines.firstDue(from: 0, now: Instant(nanoseconds: .max)) == nil)
    }

    @Test func manyDeadlinesAtOnceAreSpreadOverTurns() {
        let script = Script {
            $0.slots = 3000
            $0.idleTimeout = .second
        }
        for _ in 0..<3000 { script.joins() }
        script.now = script.now + .second
        #expect(script.engine.tick(now: script.now))
        script.turn()
        #expect(script.kinds.filter { $0 == .timeout }.count == 1024)
        while script.engine.tick(now: script.now) { script.turn() }
        script.turn()
        #expect(script.kinds.filter { $0 == .timeout }.count == 3000)
    }
}
