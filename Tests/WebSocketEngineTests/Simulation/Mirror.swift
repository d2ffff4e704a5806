import WebSocketWire

@testable import WebSocketEngine

/// What a watcher has been told: it has to be what is, and what it lost has to be counted.
struct Mirror {
    var rows: [UInt32: SlotRow] = [:]
    var eventsSeen: UInt64 = 0
    var framesSeen: UInt64 = 0
    var lastEvent: UInt64 = 0
    var lastFrame: UInt64 = 0
}

extension World {
    /// A watcher takes its news.
    func look() {
        guard traits.isWatched else { return }
        let news = engine.news(since: &cursor, now: now)
        for row in news.rows { mirror.rows[row.id.slot] = row }
        for event in news.events {
            expect(event.sequence > mirror.lastEvent, "events went backwards")
            mirror.lastEvent = event.sequence
        }
        for frame in news.frames {
            expect(frame.sequence > mirror.lastFrame, "frames went backwards")
            mirror.lastFrame = frame.sequence
        }
        mirror.eventsSeen += UInt64(news.events.count)
        mirror.framesSeen += UInt64(news.frames.count)
        expect(
            mirror.eventsSeen + news.eventsLost == engine.events.newest,
            "\(mirror.eventsSeen) events seen, \(news.eventsLost) lost of \(engine.events.newest)")
        expect(engine.events.newest == books.events, "events told are not those recorded")
        expect(
            mirror.framesSeen + news.framesLost == engine.frames.newest,
            "\(mirror.framesSeen) frames seen, \(news.framesLost) lost of \(engine.frames.newest)")
        let totals = engine.totals
        expect(
            engine.frames.newest
                == totals.receivedFrames + totals.sentFrames + totals.replacedPongs,
            "\(engine.frames.newest) frames recorded, \(totals.receivedFrames) received, "
                + "\(totals.sentFrames) sent, \(totals.replacedPongs) replaced")
        for index in 0..<Self.slots { compare(UInt32(index)) }
    }

    private func compare(_ slot: UInt32) {
        guard let row = engine.row(ofSlot: Int(slot)), row.id.generation > 0 else { return }
        guard row.state != .connecting || !row.isSecure else { return }
        guard let seen = mirror.rows[slot] else {
            return expect(row.state == .closed, "row \(slot) was never told")
        }
        guard row.id == seen.id || row.state != .closed else { return }
        expect(
            row.id == seen.id && row.state == seen.state
                && row.receivedMessages == seen.receivedMessages
                && row.sentMessages == seen.sentMessages
                && row.receivedBytes == seen.receivedBytes && row.sentBytes == seen.sentBytes
                && row.queuedBytes == seen.queuedBytes && row.closing == seen.closing
                && row.missedPongs == seen.missedPongs && row.temper == seen.temper,
            "row \(slot) changed, and the watcher was not told")
    }
}
