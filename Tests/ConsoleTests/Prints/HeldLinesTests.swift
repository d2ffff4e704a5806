import Testing
import WebSocketEngine

@testable import Console

/// Printed lines find their place among events that come later.
@Suite struct HeldLinesTests {
    private static let events = [
        EventRecord.event(1, .connecting, id(0, 1), at: 10, .fromTen),
        .event(2, .connected, id(0, 1), at: 12),
    ]

    @Test func linesAndEventsComeInTheOrderOfTime() {
        var held = HeldLines()
        held.hold(.lines((9, "a"), (10, "b"), (11, "c"), (12, "d"), (13, "e")))
        let merged = held.merge(into: Self.events, at: seconds(13))
        #expect(spelled(merged) == ["a", "CONNECTING", "b", "c", "CONNECTED", "d", "e"])
        #expect(held.isEmpty)
    }

    @Test func aLineWaitsForTheNewsOfItsTime() {
        var held = HeldLines()
        held.hold(.lines((11, "soon"), (13, "later")))
        #expect(spelled(held.merge(into: [], at: seconds(10))) == [])
        #expect(spelled(held.merge(into: Self.events, at: seconds(12))).last == "CONNECTED")
        #expect(!held.isEmpty)
        #expect(spelled(held.merge(into: [], at: seconds(13))) == ["later"])
    }

    @Test func aLineWaitsASecondAtMost() {
        var held = HeldLines()
        held.hold(.lines((10, "hangs"), (10.5, "too")))
        #expect(spelled(held.releaseOverdue(now: seconds(10.9))) == [])
        #expect(spelled(held.releaseOverdue(now: seconds(11))) == ["hangs"])
        #expect(spelled(held.release(upTo: seconds(10.5))) == ["too"])
    }

    @Test func theOldestOfTooManyAreLost() {
        var held = HeldLines(capacity: 2)
        held.hold(.lines((1, "a"), (2, "b"), (3, "c"), lost: 4))
        #expect(held.lost == 5)
        held.hold(.lines(lost: 6))
        #expect(held.lost == 7)
        #expect(spelled(held.release(upTo: seconds(9))) == ["b", "c"])
    }

    private func spelled(_ happenings: [Happening]) -> [String] {
        happenings.map { happening in
            switch happening {
            case .event(let record): record.kind.name
            case .printed(let line): String(decoding: line.bytes, as: UTF8.self)
            }
        }
    }
}
