import Testing
import WebSocketWire

@testable import WebSocketEngine

/// Our side of a connection misbehaves in each way that an operator can ask for, and in no other.
@Suite struct TemperTests {
    private func row(_ script: Script) -> SlotRow? { script.engine.row(ofSlot: 0) }

    private func switches(_ script: Script, _ hostility: Hostility) {
        script.commands(.temper(.slot(0), hostility))
    }

    @Test func aMuteServerAnswersNoPing() {
        let script = Script()
        let id = script.joins()
        switches(script, .mute(true))
        script.receives(Script.frame(.ping, [1]) + Script.text("x"), from: id)
        script.send(id, .text, [0x79])
        script.turn()
        #expect(script.taken(id) == Script.reply(.text, [0x79]))
        #expect(script.kinds == [.outcome, .pingReceived, .textReceived])
        switches(script, .mute(false))
        script.receives(Script.frame(.ping, [2]), from: id)
        #expect(script.taken(id) == Script.reply(.pong, [2]))
    }

    @Test func aLatePongLeavesWhenItsTimeHasCome() {
        let script = Script()
        let id = script.joins()
        switches(script, .latePongs(3 * .second))
        script.receives(Script.frame(.ping, [1]), from: id)
        script.after(1 * .second).receives(Script.frame(.ping, [2]), from: id)
        script.after(1900 * .millisecond)
        #expect(script.taken(id) == [])
        script.after(100 * .millisecond)
        #expect(script.taken(id) == Script.reply(.pong, [1]))
        script.after(1 * .second)
        #expect(script.taken(id) == Script.reply(.pong, [2]))
    }

    @Test func latePongsOfAFloodAreBounded() {
        let script = Script()
        let id = script.joins()
        switches(script, .latePongs(1 * .second))
        for number in 0..<200 as Range<UInt8> {
            script.receives(Script.frame(.ping, [number]), from: id)
        }
        script.after(1 * .second)
        let pongs = DeflatingClient.frames(script.taken(id)).map(\.payload)
        #expect(pongs == (136..<200).map { [$0] })
    }

    @Test func pongsThatWaitLeaveWhenTheDelayEndsAndNeverWhenItIsMute() {
        let script = Script()
        let id = script.joins()
        switches(script, .latePongs(60 * .second))
        script.receives(Script.frame(.ping, [1]), from: id)
        switches(script, .none)
        script.after(100 * .millisecond)
        #expect(script.taken(id) == Script.reply(.pong, [1]))
        switches(script, .latePongs(1 * .second))
        script.receives(Script.frame(.ping, [2]), from: id)
        switches(script, .mute(true))
        script.after(5 * .second)
        #expect(script.taken(id) == [])
    }

    /// Reads as the loop does, of a client that has always more to give.
    private func readable(_ script: Script, _ id: ConnectionID, within span: UInt64) -> Int {
        let end = script.now + span
        var total = 0
        var isReading = true
        let frame = Script.frame(.binary, [UInt8](repeating: 7, count: 400))
        var rest: [UInt8] = []
        while script.now < end {
            if isReading {
                let share = script.engine.readShare(id, of: 1 << 17)
                if rest.count < share { rest += (0...(share / 400)).flatMap { _ in frame } }
                total += share
                script.receives(Array(rest[..<share]), from: id)
                rest.removeFirst(share)
            } else {
                script.after(100 * .millisecond)
            }
            if let last = script.effects.last(where: { $0.hasPrefix("interest 0") }) {
                isReading = last.contains("reading")
            }
        }
        return total
    }

    @Test(arguments: [1, 7, 1000, 50_000] as [UInt32])
    func aSlowReaderReadsItsRateAndNoMore(rate: UInt32) {
        let script = Script()
        let id = script.joins()
        switches(script, .slowReading(rate))
        let read = readable(script, id, within: 10 * .second)
        #expect(read <= Int(rate) * 10 + max(1, Int(rate) / 10))
        #expect(read >= Int(rate) * 9)
    }

    @Test func aSlowReaderNarrowsItsWindowAndReadsOnWhenItIsOver() {
        let script = Script {
            $0.idleTimeout = 5 * .second
            $0.messageTimeout = 5 * .second
        }
        let id = script.joins()
        switches(script, .slowReading(10))
        #expect(script.effects == ["window 0 narrow"])
        #expect(script.engine.landing(id).isEmpty)
        script.receives(Array(Script.text("a long message").prefix(9)), from: id)
        #expect(script.effects.last == "interest 0")
        // What it does not read cannot be held against the client.
        script.after(7 * .second)
        #expect(script.kinds == [.outcome])
        switches(script, .slowReading(0))
        #expect(script.effects.suffix(2).sorted() == ["interest 0 reading", "window 0 wide"])
        #expect(script.engine.readShare(id, of: 1000) == 1000)
    }

    @Test func everyByteIsAWriteOfItsOwnAndTheirOrderStays() {
        let script = Script()
        let id = script.joins()
        switches(script, .splitWrites(true))
        script.forget()
        script.send(id, .text, Array("Hello".utf8))
        script.receives(Script.frame(.ping, [9]), from: id)
        #expect(script.taken(id) == Script.reply(.text, Array("Hello".utf8)) + [0x8A, 1, 9])
        #expect(script.writes == [UInt8](repeating: 1, count: 10).map(Int.init))
        switches(script, .splitWrites(false))
        script.forget()
        script.send(id, .text, Array("Hello".utf8))
        script.turn()
        #expect(script.writes == [7])
    }

    @Test func splitWritesGiveTheOthersTheirTurn() {
        let script = Script()
        let (slow, other) = (script.joins(), script.joins())
        script.commands(.temper(.connection(slow), .splitWrites(true)))
        script.forget()
        let message = [UInt8](repeating: 5, count: 30_000)
        #expect(script.send(slow, .binary, message) == nil)
        script.turn()
        #expect(script.writes.count == Engine.splitBurst)
        script.send(other, .text, [0x61])
        script.turn()
        #expect(script.taken(other) == Script.reply(.text, [0x61]))
        #expect(script.engine.isQuiet)
        while script.engine.totals.queuedBytes > 0 { script.becomesWritable(slow, room: nil) }
        #expect(script.taken(slow) == [0x82, 126, 0x75, 0x30] + message)
    }

    @Test func theCloseFrameIsKeptBackAndAllElseGoesOn() {
        let script = Script()
        let id = script.joins()
        switches(script, .noCloseFrame(true))
        script.commands(.close(.connection(id), code: .goingAway, reason: []))
        #expect(script.taken(id) == [])
        #expect(script.kinds == [.outcome, .closing, .outcome])
        script.receives(Script.close(1000), from: id)
        #expect(script.kinds.suffix(2) == [.closeFrameReceived, .closed])
        #expect(script.effects == ["close 0"])
    }

    @Test func thePeersCloseFrameIsNotAnsweredEither() {
        let script = Script()
        let id = script.joins()
        switches(script, .noCloseFrame(true))
        script.receives(Script.close(1000), from: id)
        #expect(script.taken(id) == [])
        #expect(script.effects == ["close 0"])
    }

    @Test func theRowTellsWhatIsOnAndALaterConnectionBehaves() {
        let script = Script { $0.slots = 1 }
        let id = script.joins()
        for hostility: Hostility in [
            .mute(true), .latePongs(3 * .second), .slowReading(1024), .splitWrites(true),
            .noCloseFrame(true),
        ] {
            switches(script, hostility)
            #expect(script.events.last?.payload == Array(hostility.name.utf8))
        }
        var temper = Temper()
        temper.isMute = true
        temper.pongDelay = 3 * .second
        temper.readRate = 1024
        temper.splitsWrites = true
        temper.withholdsClose = true
        #expect(row(script)?.temper == temper)
        script.finishes(id)
        script.joins()
        #expect(row(script)?.temper == Temper())
        #expect(script.engine.tempers.isEmpty)
    }

    @Test func behavingAgainLeavesNothingBehind() {
        let script = Script()
        script.joins()
        switches(script, .slowReading(5))
        switches(script, .splitWrites(true))
        switches(script, .none)
        #expect(row(script)?.temper.isLawful == true)
        #expect(script.engine.tempers.isEmpty)
    }
}
