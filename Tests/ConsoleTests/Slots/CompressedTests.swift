import Testing
import WebSocketEngine

@testable import Console

@Suite struct CompressedTests {
    private func row(_ received: (UInt64, UInt64), _ sent: (UInt64, UInt64)) -> SlotRow {
        .connected(id(0, 1)) {
            ($0.receivedCompression.packed, $0.receivedCompression.plain) = received
            ($0.sentCompression.packed, $0.sentCompression.plain) = sent
        }
    }

    static let rows: [((UInt64, UInt64), (UInt64, UInt64), String?, UInt128?)] = [
        ((0, 0), (0, 0), nil, nil), ((100, 340), (0, 0), "3.4/-", 3400),
        ((0, 0), (50, 45), "-/0.9", 900), ((10, 1200), (1, 1), "120/1.0", 109_181),
        ((1, .max), (0, 0), "1.8E/-", 18_446_744_073_709_551_615_000),
    ]

    @Test(arguments: rows.indices) func aRatioEitherWay(_ index: Int) {
        let (received, sent, text, key) = Self.rows[index]
        let row = row(received, sent)
        #expect(Compressed.ratios(row) == text)
        #expect(Compressed.key(row) == key)
        #expect((text?.count ?? 0) <= SlotColumn.compression.width)
    }

    @Test func theColumnIsShownToWhoAsksForIt() {
        var console = Conversation.busy(columns: 400)
        console.hides("RATIO")
        console.receives(at: 271) { $0.rows = [row((100, 340), (10, 21))] }
        console = console.entering("columns peer compression")
        console.shows("RATIO")
        console.shows("3.4/2.1")
    }
}
