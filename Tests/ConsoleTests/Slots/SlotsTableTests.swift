import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct SlotsTableTests {
    private func closed(_ id: ConnectionID) -> SlotRow {
        var row = SlotRow.connected(id)
        row.state = .closed
        row.closing = .operatorClose
        return row
    }

    private func table(_ rows: [SlotRow]) -> SlotsTable {
        var table = SlotsTable()
        table.apply(rows, endings: [:], now: seconds(270))
        table.arrange(now: seconds(270))
        return table
    }

    @Test func aClosedConnectionStaysThirtySecondsAsATombstone() {
        var table = table([.connected(id(0, 1)), .connected(id(1, 1))])
        table.apply([closed(id(0, 1))], endings: [:], now: seconds(271))
        table.arrange(now: seconds(270))
        #expect(table.liveCount == 1)
        #expect(table.order == [id(0, 1), id(1, 1)])
        #expect(table[id(0, 1)]?.endedAt == seconds(271))
        table.expire(now: seconds(300.9))
        #expect(table.count == 2)
        table.expire(now: seconds(301))
        table.arrange(now: seconds(270))
        #expect(table.order == [id(1, 1)])
    }

    @Test func aSlotTakenAgainBeforeItsEndWasSeenLeavesATombstoneThatKnowsWhy() {
        var table = table([.connected(id(0, 1))])
        let ending = Ending(
            facts: .breach, reason: SlotRow.Reason("bad frame"), at: seconds(270.5))
        table.apply(
            [.connected(id(0, 2))], endings: [id(0, 1): ending], now: seconds(271))
        table.arrange(now: seconds(270))
        #expect(table.order == [id(0, 1), id(0, 2)])
        #expect(table[id(0, 1)]?.row.closing == .breach)
        #expect(table[id(0, 1)]?.endedAt == seconds(270.5))
        #expect(table.holder(of: 0) == id(0, 2))
    }

    @Test func aReasonThatIsKnownIsKept() {
        var table = table([.connected(id(0, 1))])
        var row = closed(id(0, 1))
        row.reason = .init("bye")
        let ending = Ending(facts: .operatorClose, reason: .init(), at: seconds(271))
        table.apply([row], endings: [id(0, 1): ending], now: seconds(271))
        #expect(table[id(0, 1)]?.row.reason.bytes == Array("bye".utf8))
    }

    @Test(arguments: [true, false]) func aRowAndItsEndMayComeApart(_ isRowFirst: Bool) {
        var table = table([.connected(id(0, 1)), .connected(id(1, 1))])
        let ending = Ending(facts: .operatorClose, reason: .init("bye"), at: seconds(271))
        let row = { _ = table.apply([closed(id(0, 1))], endings: [:], now: seconds(271)) }
        let end = { _ = table.apply([], endings: [id(0, 1): ending], now: seconds(271)) }
        for step in isRowFirst ? [row, end] : [end, row] { step() }
        #expect(table[id(0, 1)]?.row.reason.bytes == Array("bye".utf8))
        #expect(table.liveCount == 1 && table.count == 2)
    }

    @Test func endsWithoutRowsAreBounded() {
        var table = SlotsTable()
        let ending = Ending(facts: .operatorClose, reason: .init("bye"), at: seconds(271))
        for generation in 1...300 as ClosedRange<UInt32> {
            table.apply([], endings: [id(0, generation): ending], now: seconds(271))
        }
        table.apply([closed(id(0, 1))], endings: [:], now: seconds(271))
        table.apply([closed(id(0, 300))], endings: [:], now: seconds(271))
        #expect(table[id(0, 1)]?.row.reason.isEmpty == true)
        #expect(table[id(0, 300)]?.row.reason.bytes == Array("bye".utf8))
    }

    @Test func aSlotThatWasNeverUsedIsNoTombstone() {
        let row = SlotRow(
            id: id(0, 0), state: .closed, peer: PeerAddress(ipv4: 0, port: 0), openedAt: .zero)
        #expect(table([row]).count == 0)
    }

    @Test func tombstonesAreBounded() {
        var table = SlotsTable()
        for generation in 1...1_000 as ClosedRange<UInt32> {
            table.apply([.connected(id(0, generation))], endings: [:], now: seconds(1))
        }
        table.arrange(now: seconds(270))
        #expect(table.count == SlotsTable.tombstonesKept + 1)
    }

    static let orders: [(SlotColumn, [UInt32])] = [
        (.slot, [0, 1, 2]), (.peer, [2, 0, 1]), (.age, [0, 1, 2]), (.rtt, [1, 0, 2]),
        (.messages, [2, 0, 1]), (.queue, [0, 2, 1]), (.timeout, [1, 2, 0]), (.path, [0, 2, 1]),
        (.state, [1, 0, 2]),
    ]

    @Test(arguments: orders.indices)
    func anyColumnSorts(_ index: Int) {
        let (column, order) = Self.orders[index]
        var table = table([
            .connected(id(0, 1), peer: 0x0A00_0002, at: 30) {
                $0.roundTrip = 5
                $0.receivedMessages = 5
                $0.deadline = .init(kind: .idle, at: seconds(9), span: 1)
                $0.path = .init("/a")
            },
            .connected(id(1, 1), peer: 0x0A00_0003, at: 20) {
                $0.roundTrip = 4
                $0.receivedMessages = 6
                $0.queuedBytes = 9
                $0.deadline = .init(kind: .idle, at: seconds(7), span: 1)
                $0.path = .init("/c")
                $0.state = .connecting
            },
            .connected(id(2, 1), peer: 0x0A00_0001, at: 10) {
                $0.queuedBytes = 1
                $0.deadline = .init(kind: .idle, at: seconds(8), span: 1)
                $0.path = .init("/b")
            },
        ])
        table.sort.column = column
        table.arrange(now: seconds(270))
        #expect(table.order.map(\.slot) == order)
        table.sort.isInverted = true
        table.arrange(now: seconds(270))
        // What a row has no value for comes last either way.
        let known = order.filter {
            SlotRank(table[id($0, 1)]!, column, at: seconds(270)).key != nil
        }
        #expect(table.order.map(\.slot) == known.reversed() + order.dropFirst(known.count))
    }

    @Test(arguments: [(10, [true, true]), (3_000, [false, true])])
    func movingValuesReorderALongTableOnceASecond(_ count: Int, moved: [Bool]) {
        var table = table((0..<count).map { .connected(id(UInt32($0), 1)) })
        table.sort.column = .messages
        table.arrange(now: seconds(270))
        table.apply(
            [.connected(id(3, 1)) { $0.receivedMessages = 9 }], endings: [:], now: seconds(271))
        let seen = [270.5, 271].map { now in
            table.arrange(now: seconds(now))
            return table.order.last == id(3, 1)
        }
        #expect(seen == moved)
    }

    @Test func tombstonesStandAmongTheLiving() {
        var table = table((0..<6).map { .connected(id($0, 2)) })
        table.apply(
            [closed(id(5, 2)), closed(id(2, 2)), .connected(id(2, 3))], endings: [:],
            now: seconds(271))
        table.arrange(now: seconds(271))
        #expect(
            table.order == [id(0, 2), id(1, 2), id(2, 2), id(2, 3), id(3, 2), id(4, 2), id(5, 2)])
    }

    @Test func aHundredThousandSlotsAreNotArrangedForAKey() {
        var console = Conversation()
        console.receives(at: 270) { news in
            news.rows = (0..<100_000).map { .connected(id($0, 1)) }
        }
        let clock = ContinuousClock()
        let spent = clock.measure {
            for _ in 0..<20 { console.types("j", .pageDown) }
            _ = console.screen
        }
        #expect(console.model.slots.index == 20 * 7)
        // Forty keys in a debug build on a busy machine; one alone must take under 50 ms.
        #expect(spent < .seconds(2))
    }
}
