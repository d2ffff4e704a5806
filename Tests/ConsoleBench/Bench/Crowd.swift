import WebSocketEngine
import WebSocketWire

@testable import Console

/// A server with so many connections, of which so many a second have something to tell.
struct Crowd {
    let count: Int
    /// Changes in each of thirty pieces of news a second.
    let changes: Int
    private var rows: [SlotRow]
    private var random = SystemRandomNumberGenerator()
    private var events: UInt64 = 0
    private var frames: UInt64 = 0

    init(count: Int, changesPerSecond: Int) {
        self.count = count
        changes = max(1, changesPerSecond / 30)
        rows = (0..<count).map { slot in
            let peer = PeerAddress(
                ipv4: UInt32(truncatingIfNeeded: 0x0A00_0000 + slot / 60_000),
                port: UInt16(slot % 60_000 + 1_000))
            var row = SlotRow(
                id: ConnectionID(slot: UInt32(slot), generation: 1), state: .connected, peer: peer,
                openedAt: Instant(nanoseconds: UInt64(slot + 1) * 1_000_000))
            row.path = SlotRow.Path("/chat")
            row.roundTrip = UInt64(slot * 7919 % 100_000) * 10_000
            row.lastPongAt = Instant(nanoseconds: 100_000_000_000)
            row.deadline = .init(
                kind: .idle, at: Instant(nanoseconds: 230_000_000_000 + UInt64(slot) * 1_000_000),
                span: 30_000_000_000)
            return row
        }
    }

    /// The first news, of everybody.
    func all(at now: Instant) -> News {
        var news = News(at: now, totals: Totals())
        news.totals.slots = count
        news.totals.slotsUsed = count
        news.rows = rows
        return news
    }

    /// What a thirtieth of a second brings: rows, and for each an event and two frames.
    mutating func next(at now: Instant) -> News {
        var news = News(at: now, totals: Totals())
        news.totals.slots = count
        news.totals.slotsUsed = count
        for _ in 0..<changes {
            let slot = Int.random(in: 0..<count, using: &random)
            rows[slot].receivedMessages += 1
            rows[slot].sentMessages += 1
            rows[slot].roundTrip = UInt64.random(in: 100_000...900_000_000, using: &random)
            rows[slot].lastPingAt = now
            rows[slot].lastPongAt = now
            rows[slot].queuedBytes = UInt64.random(in: 0...4_096, using: &random)
            rows[slot].lastReceivedAt = now
            news.rows.append(rows[slot])
            events += 1
            news.events.append(
                EventRecord(
                    sequence: events, kind: .textReceived, id: rows[slot].id, time: now,
                    detail: .message(frame: frames + 1, fragments: 1),
                    preview: EventRecord.Preview("a message of some length for the list")))
            for direction in Direction.allCases {
                frames += 1
                news.frames.append(frame(direction, rows[slot].id, now))
            }
        }
        return news
    }

    private func frame(_ direction: Direction, _ id: ConnectionID, _ now: Instant) -> FrameRecord {
        FrameRecord(
            sequence: frames, time: now, id: id, direction: direction,
            header: FrameHeader(
                fin: true, opcode: .text, payloadCount: 37,
                maskingKey: direction == .received ? 0x3D21_FA37 : nil),
            messageOpcode: .text, breach: nil,
            preview: FrameRecord.Preview("a message of some length for the list"))
    }
}
