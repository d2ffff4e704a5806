import Testing
import WebSocketEngine

@testable import Console

/// Moving only what changed gives the same order as sorting everything.
@Suite struct SlotRankingTests {
    private static let columns = SlotColumn.allCases

    private func expected(_ rows: [ConnectionID: SlotEntry], _ table: SlotsTable, at now: Instant)
        -> [ConnectionID]
    {
        let shown = rows.values.filter { table.filter?.shows($0, at: now) ?? true }
        let ranks = shown.map { SlotRank($0, table.sort.column, at: now) }
        let inverted = table.sort.isInverted
        let keyed = ranks.filter { $0.key != nil }
            .sorted { ($0.key ?? 0, $0.id) < ($1.key ?? 0, $1.id) }
        let keyless = ranks.filter { $0.key == nil }.map(\.id).sorted()
        return (inverted ? keyed.reversed() : keyed).map(\.id) + keyless
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func anyHistoryEndsInTheOrderOfASort(_ seed: UInt64) throws {
        var random = RandomTests.Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        var table = SlotsTable()
        var now = seconds(100)
        var generations: [UInt32: UInt32] = [:]
        for step in 0..<120 {
            now = now + UInt64.random(in: 0...2_000_000_000, using: &random)
            var rows: [SlotRow] = []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let slot = UInt32.random(in: 0...200, using: &random)
                var row = SlotRow.connected(
                    id(slot, generations[slot, default: 1]),
                    peer: UInt32.random(in: 0...3, using: &random),
                    at: Double.random(in: 1...90, using: &random))
                row.receivedMessages = UInt64.random(in: 0...5, using: &random)
                row.queuedBytes = UInt64.random(in: 0...3, using: &random)
                if Bool.random(using: &random) {
                    row.roundTrip = UInt64.random(in: 1...9, using: &random)
                }
                switch Int.random(in: 0...8, using: &random) {
                case 0:
                    row.state = .closed
                    row.closing = .operatorClose
                    generations[slot, default: 1] += 1
                // Its end will not be seen before the slot is taken again.
                case 1: generations[slot, default: 1] += 1
                default: break
                }
                rows.append(row)
            }
            table.apply(rows, endings: [:], now: now)
            table.expire(now: now)
            if step % 9 == 0 {
                table.sort.column = try #require(Self.columns.randomElement(using: &random))
            }
            if step % 7 == 0 { table.sort.isInverted.toggle() }
            if step % 11 == 0 {
                let text = ["", "queue > 1", "idle > 20s", "age < 1m or queue = 0", "connected"]
                table.filter = try Filter(text.randomElement(using: &random) ?? "")
            }
            table.arrange(now: now)
            let all = Dictionary(uniqueKeysWithValues: table.everybody.map { ($0.row.id, $0) })
            #expect(table.order == expected(all, table, at: now), "step \(step), \(table.sort)")
        }
    }

    @Test func aLongTableLooksAtEachRowOnceASecond() throws {
        var table = SlotsTable()
        table.apply(
            (0..<5_000).map { .connected(id($0, 1), at: 100) }, endings: [:], now: seconds(100))
        table.filter = try Filter("idle > 60s")
        table.arrange(now: seconds(150))
        #expect(table.order.isEmpty)
        for step in 0...40 { table.arrange(now: seconds(160.1 + Double(step) / 30)) }
        #expect(table.order.count == 5_000)
    }

    @Test func aFrozenCopyStaysAsItWas() {
        var table = SlotsTable()
        table.apply((0..<1_000).map { .connected(id($0, 1)) }, endings: [:], now: seconds(100))
        table.arrange(now: seconds(100))
        let frozen = table
        let ended = table.apply([.connected(id(7, 2))], endings: [:], now: seconds(101))
        #expect(ended == [id(7, 1)])
        table.arrange(now: seconds(101))
        #expect(frozen.isLive(id(7, 1)))
        #expect(frozen.order.count == 1_000)
        #expect(table.order.count == 1_001)
    }

    @Test(arguments: [
        SlotRow.connected(id(0, 1)),
        .connected(id(4_000_000_000, 4_000_000_000), peer: .max, port: 65_535),
        SlotRow(
            id: id(3, 2), state: .closing, peer: PeerAddress(high: 1, low: 2, port: 3),
            openedAt: .zero),
    ])
    func aRowReadsAsItsPartsDo(_ row: SlotRow) {
        let parts = "\(row.id) \(row.state.name) \(row.peer) "
        #expect(SlotEntry(row: row).line.hasPrefix(parts))
        #expect(
            SlotEntry(row: row).line.hasSuffix(
                String(decoding: row.path.bytes, as: UTF8.self) + " "))
    }
}
