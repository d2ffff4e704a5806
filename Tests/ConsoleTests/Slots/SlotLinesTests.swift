import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct SlotLinesTests {
    @Test func trafficIsCountedSecondBySecond() {
        var traffic = Traffic()
        traffic.add(5, at: seconds(100.1))
        traffic.add(2, at: seconds(100.9))
        traffic.add(40, at: seconds(102))
        let seen = (0...4).map { traffic.messages(secondsAgo: $0, at: seconds(103)) }
        #expect(seen == [0, 40, 0, 7, 0])
        #expect(traffic.sum(at: seconds(103)) == 47)
        #expect(traffic.sum(at: seconds(130)) == 0)
    }

    @Test func whatLiesBeyondTheSpanIsForgotten() {
        var traffic = Traffic()
        for second in 0..<100 { traffic.add(1, at: seconds(Double(second))) }
        #expect(traffic.sum(at: seconds(99)) == UInt64(Traffic.span - 1))
        traffic.add(1, at: seconds(5_000))
        #expect(traffic.sum(at: seconds(5_001)) == 1)
        traffic.add(.max, at: seconds(5_001))
        #expect(traffic.messages(secondsAgo: 0, at: seconds(5_001)) == .max)
    }

    private func row(ping: Double, pong: Double, missed: UInt32 = 0) -> SlotRow {
        .connected(id(0, 1), at: 100) {
            $0.lastPingAt = seconds(ping)
            $0.lastPongAt = seconds(pong)
            $0.missedPongs = missed
        }
    }

    @Test func aMinuteOfPingsAndPongsIsALine() {
        var line = KeepAlive()
        let first = row(ping: 110, pong: 110)
        let second = row(ping: 120, pong: 110)
        let third = row(ping: 130, pong: 110, missed: 1)
        line.note(first, after: nil, now: seconds(110))
        line.note(second, after: first, now: seconds(120))
        line.note(third, after: second, now: seconds(130))
        line.note(row(ping: 130, pong: 135, missed: 1), after: third, now: seconds(135))
        let marks = line.marks(60, since: seconds(100), at: seconds(140))
        let expected: [Int: KeepAlive.Mark] = [29: .answered, 39: .ping, 49: .missed, 54: .pong]
        #expect(marks.prefix(19).allSatisfy { $0 == .absent })
        #expect(marks.indices.dropFirst(19).allSatisfy { marks[$0] == expected[$0] ?? .quiet })
    }

    @Test(arguments: [1, 7, 14, 30, 59, 60]) func aShorterLineLosesNoMark(_ count: Int) {
        var line = KeepAlive()
        line.note(row(ping: 130, pong: 0), after: nil, now: seconds(130))
        for late in 0..<60 {
            let marks = line.marks(count, since: seconds(0), at: seconds(130 + Double(late)))
            #expect(marks.count == count)
            #expect(marks.filter { $0 == .ping }.count == 1)
        }
    }

    @Test func aMinuteLaterTheLineIsQuiet() {
        var line = KeepAlive()
        line.note(row(ping: 130, pong: 130), after: nil, now: seconds(130))
        let marks = line.marks(14, since: seconds(0), at: seconds(190))
        #expect(marks.allSatisfy { $0 == .quiet })
        line.note(row(ping: 130, pong: 500), after: row(ping: 130, pong: 130), now: seconds(500))
        #expect(line.marks(14, since: seconds(0), at: seconds(500)).last == .pong)
    }

    @Test func bothLinesStandInTheTable() {
        var console = Conversation.busy(columns: 160, rows: 50)
        for second in 271...276 {
            console.receives(at: Double(second)) {
                $0.rows = [
                    .connected(id(0, 12)) { row in
                        row.receivedMessages = 88 + UInt64(1 << (second - 270))
                        row.lastPingAt = seconds(270)
                        row.lastPongAt = seconds(second == 276 ? 276 : 266.9)
                    }
                ]
            }
        }
        console.passes(to: 277)
        console.shows("·↕↓ ")
        console.types("L")
        #expect(console.row(with: " 0  12 ")?.contains("··▁▂▂▃▄") == true)
    }

    @Test func theBusiestAreFoundByTheirTraffic() {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.receives(at: 271) {
            $0.rows = [.connected(id(1, 7), at: 240) { row in row.receivedMessages = 30 }]
        }
        console.passes(to: 272)
        console.types(":")
        console.types(text: "sort !traffic")
        console.types(.enter)
        #expect(console.model.shown.slots.order.first == id(1, 7))
    }
}
