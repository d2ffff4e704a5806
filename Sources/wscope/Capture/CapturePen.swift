import Capture
import Console
import WebSocketEngine

/// Turns news into records, and gathers rows, which change more often than anybody needs to know.
struct CapturePen {
    /// Milliseconds between two writings of the rows and counters that have changed.
    static let rowPeriod: Int32 = 250

    private var writer = CaptureWriter()
    private var rows: [ConnectionID: SlotRow] = [:]
    private var known: [UInt32: UInt32] = [:]
    private var totals: (Instant, Totals)?
    private var rowsWrittenAt = Instant.zero
    private var loss = CaptureLoss()
    private var lossWritten = CaptureLoss()
    private var lossBefore: (events: UInt64, frames: UInt64)?

    init(_ session: CaptureSession) { writer.add(.session(session)) }

    /// Whether something waits for the time at which rows are written.
    var isOwing: Bool { !rows.isEmpty || totals != nil }
    var lost: UInt64 { loss.total }

    mutating func take(_ news: News) {
        for row in news.rows {
            // An event that names a connection finds its row before it.
            if known.updateValue(row.id.generation, forKey: row.id.slot) != row.id.generation {
                writer.add(.row(row))
            } else {
                rows[row.id] = row
            }
        }
        totals = (news.at, news.totals)
        writeInOrder(news)
        // What was recorded before this capture began is not lost to it.
        let before = lossBefore ?? (news.eventsLost, news.framesLost)
        lossBefore = before
        loss.events = news.eventsLost - min(before.events, news.eventsLost)
        loss.frames = news.framesLost - min(before.frames, news.framesLost)
    }

    /// Handshakes, frames and events by their times, a handshake and a frame before what it led to.
    private mutating func writeInOrder(_ news: News) {
        var events = news.events[...]
        var handshakes = news.handshakes[...]
        for (index, frame) in news.frames.enumerated() {
            write(&handshakes, &events, before: frame.time)
            writer.add(
                frame, rest: news.payloads.payload(index),
                inflatedRest: news.payloads.inflated(index))
        }
        write(&handshakes, &events, before: Instant(nanoseconds: .max))
    }

    /// Of a connection that talks in the instant of its handshake the frame comes after it.
    private mutating func write(
        _ handshakes: inout ArraySlice<HandshakeRecord>, _ events: inout ArraySlice<EventRecord>,
        before time: Instant
    ) {
        while let handshake = handshakes.first, handshake.time <= time {
            write(&events, before: handshake.time)
            writer.add(.handshake(handshake))
            handshakes.removeFirst()
        }
        write(&events, before: time)
    }

    private mutating func write(_ events: inout ArraySlice<EventRecord>, before time: Instant) {
        while let event = events.first, event.time < time {
            writer.add(.event(event))
            events.removeFirst()
        }
    }

    mutating func take(_ printed: Printed) {
        for line in printed.lines {
            writer.add(
                .line(CapturedLine(time: line.time, bytes: line.bytes, isCut: line.isCut)))
        }
        loss.lines = printed.lost
    }

    mutating func end(_ ending: CaptureEnding) {
        writeRows()
        writer.add(.end(ending))
    }

    /// What is to be written now.
    mutating func records(at now: Instant) -> [UInt8] {
        if now.since(rowsWrittenAt) >= UInt64(Self.rowPeriod) * .millisecond {
            rowsWrittenAt = now
            writeRows()
        }
        return writer.count == 0 ? [] : writer.take()
    }

    private mutating func writeRows() {
        for row in rows.values { writer.add(.row(row)) }
        rows.removeAll(keepingCapacity: true)
        if let (at, totals) = totals { writer.add(.state(at: at, totals)) }
        totals = nil
        if loss != lossWritten { writer.add(.loss(loss)) }
        lossWritten = loss
    }
}
