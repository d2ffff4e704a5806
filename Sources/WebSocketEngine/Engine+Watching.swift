import WebSocketWire

/// How far a watcher has read.
public struct NewsCursor: Sendable {
    var events = HistoryCursor()
    var eventsLost: UInt64 = 0
    var frames = HistoryCursor()
    var framesLost: UInt64 = 0
    var handshakes = HistoryCursor()
    var hasSeenAll = false
    let seat: WatchSeat

    public init(seat: WatchSeat = .screen) { self.seat = seat }
}

/// Who watches: one at a time in each seat, so that each is told of every change once.
@frozen
public enum WatchSeat: Int, Sendable, CaseIterable {
    /// In a flood a sample is enough for it: nobody reads more.
    case screen
    /// Wants every line.
    case log
    /// Gets the payloads with the frames.
    case capture
}

/// Rows that changed and that one watcher has not been told of.
struct OwedRows {
    let slots: ChangedSlots
    var isEmpty = true

    init(slots count: Int) { slots = ChangedSlots(slots: count) }
}

extension Engine {
    /// At most this many records a time: more than a screen can show in its frame.
    private static let newsLimit = 4096
    /// Bytes of payloads that one news carries; one payload may be larger. 4 MiB: what is written
    /// to a disk meanwhile.
    private static let carriedLimit = 4 << 20

    /// 250 ms: what a busy screen takes at the most, twice.
    private static let absence: UInt64 = 250_000_000

    /// What is new since the cursor, as packed copies; moves the cursor. One watcher at a time in
    /// each seat sees the changed rows.
    public func news(since cursor: inout NewsCursor, now: Instant) -> News {
        var news = News(at: now, totals: tally)
        lastLook = now
        shareChangedRows()
        let seat = cursor.seat.rawValue
        owed[seat].isEmpty = true
        if cursor.hasSeenAll {
            owed[seat].slots.drain { news.rows.append(row($0)) }
        } else {
            cursor.hasSeenAll = true
            // One that has come and gone before the first look: its row names it.
            owed[seat].slots.drain { if slots[$0].phase == .free { news.rows.append(row($0)) } }
            news.rows.reserveCapacity(news.rows.count + tally.slotsUsed)
            for index in 0..<settings.slots where slots[index].phase != .free {
                news.rows.append(row(index))
            }
        }
        let newEvents = events.read(
            after: &cursor.events, limit: Self.newsLimit, isGlimpse: cursor.seat == .screen)
        let newFrames = readFrames(&cursor)
        cursor.eventsLost &+= newEvents.lost
        cursor.framesLost &+= newFrames.lost
        news.events = newEvents.records
        news.eventsLost = cursor.eventsLost
        news.frames = newFrames.records
        news.framesLost = cursor.framesLost
        news.handshakes = newHandshakes(after: &cursor.handshakes)
        if cursor.seat == .capture { carryPayloads(in: &news) }
        return news
    }

    /// A watcher that is there asks at least ten times a second; one that was suspended wants the
    /// newest when it comes back.
    func noteAbsence(now: Instant) {
        guard now.since(lastLook) > Self.absence else { return }
        events.nobodyLooks()
        frames.nobodyLooks()
    }

    /// Every seat is owed what has changed.
    private func shareChangedRows() {
        guard hasUnsharedNews else { return }
        hasUnsharedNews = false
        changed.drain { slot in for seat in owed.indices { owed[seat].slots.mark(slot) } }
        for seat in owed.indices { owed[seat].isEmpty = false }
    }

    /// For a capture no more than one news can carry: the others are left for the next.
    private func readFrames(_ cursor: inout NewsCursor) -> (records: [FrameRecord], lost: UInt64) {
        guard cursor.seat == .capture else {
            return frames.read(
                after: &cursor.frames, limit: Self.newsLimit, isGlimpse: cursor.seat == .screen)
        }
        var room = Self.carriedLimit
        return frames.read(after: &cursor.frames, limit: Self.newsLimit) { record in
            defer { room -= record.rest.count + (record.inflated?.rest.count ?? 0) }
            return room > 0
        }
    }

    private func carryPayloads(in news: inout News) {
        for frame in news.frames {
            news.payloads.add(
                payloads.bytes(frame.rest).map { UnsafeRawBufferPointer($0) },
                inflated: (frame.inflated?.rest).flatMap(payloads.bytes).map {
                    UnsafeRawBufferPointer($0)
                })
        }
    }

    /// Copies of the payloads of a request, as far as they are still kept.
    public func answer(_ request: PayloadRequest) -> PayloadAnswer {
        PayloadAnswer(
            number: request.number, parts: request.places.map { payloads.bytes($0).map(Array.init) }
        )
    }

    /// Whether a watcher would find anything.
    public func hasNews(since cursor: NewsCursor) -> Bool {
        hasUnsharedNews || !owed[cursor.seat.rawValue].isEmpty
            || events.hasNews(since: cursor.events) || frames.hasNews(since: cursor.frames)
    }

    /// A copy of one slot for those outside; the row of a free slot tells how its last connection
    /// ended.
    func row(_ index: Int) -> SlotRow {
        let slot = slots + index
        var row = SlotRow(
            id: id(of: slot), state: slot.pointee.phase.state, peer: slot.pointee.peer,
            openedAt: slot.pointee.openedAt)
        row.isSecure = slot.pointee[.secure]
        row.lastReceivedAt = slot.pointee.lastReceivedAt
        row.lastPingAt = slot.pointee.lastPingAt
        row.lastPongAt = slot.pointee.lastPongAt
        if slot.pointee.roundTrip != .max { row.roundTrip = UInt64(slot.pointee.roundTrip) * 1000 }
        row.missedPongs = UInt32(slot.pointee.missedPongs)
        row.deadline = deadline(of: slot)
        row.receivedMessages = slot.pointee.receivedMessages
        row.sentMessages = slot.pointee.sentMessages
        row.receivedBytes = slot.pointee.receivedBytes
        row.sentBytes = slot.pointee.sentBytes
        row.queuedBytes = UInt64(slot.pointee.queue.count) + UInt64(slot.pointee.transportBacklog)
        switch slot.pointee.phase {
        case .securing, .handshaking: break
        case .free: endedCompression[index]?.tell(&row)
        case .open, .closing, .draining, .failing:
            row.path =
                slot.pointee.side.count == 0
                ? SlotRow.Path("/") : SlotRow.Path(slot.pointee.side.first)
            if let compressor = slot.pointee.side.compressor {
                EndedCompression(compressor).tell(&row)
            }
            row.subprotocol = SlotRow.Subprotocol(slot.pointee.side.second)
        }
        if let tempering = tempering(of: slot) { row.temper = tempering.temper }
        if row.state == .closing || row.state == .closed { row.closing = slot.pointee.facts }
        return row
    }

    /// The compressor goes with its connection; a row of the closed one still has its counts.
    func keepCompression(of slot: UnsafeMutablePointer<Slot>, _ index: Int) {
        if let compressor = slot.pointee.side.compressor {
            endedCompression[index] = EndedCompression(compressor)
        } else if !endedCompression.isEmpty {
            endedCompression[index] = nil
        }
    }

    /// Notes that a watcher has to see this slot again.
    @inline(__always)
    func mark(_ slot: UnsafeMutablePointer<Slot>) {
        guard isWatching, !slot.pointee[.overflow] else { return }
        changed.mark(slot - slots)
        hasUnsharedNews = true
    }

    @inline(__always)
    func record(
        _ kind: EventKind, _ id: ConnectionID, _ detail: EventDetail,
        _ payload: UnsafeRawBufferPointer, _ now: Instant
    ) {
        guard isWatching else { return }
        write(kind, id, detail, payload, now)
    }

    /// An event that comes with every message, and is passed over when there are too many.
    @inline(__always)
    func recordMessage(_ event: Event) {
        if events.hasRoom {
            write(event.kind, event.id, event.detail, event.payload, event.time)
        } else {
            events.passOver()
        }
    }

    private func write(
        _ kind: EventKind, _ id: ConnectionID, _ detail: EventDetail,
        _ payload: UnsafeRawBufferPointer, _ now: Instant
    ) {
        let (record, sequence) = events.next()
        record.pointee.sequence = sequence
        record.pointee.kind = kind
        record.pointee.id = id
        record.pointee.time = now
        record.pointee.detail = detail
        record.pointee.preview.replace(with: payload)
    }

    /// Of a compressed one it is not known yet whether it is ordinary.
    @inline(__always)
    func capture(_ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard frames.hasRoom || frame.isCompressed || frame.header.opcodeBits & 0x8 != 0 else {
            return frames.passOver()
        }
        keep(frame, slot, now: now)
    }

    @inline(__always)
    func capture(_ message: UsualMessage, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard frames.hasRoom else { return frames.passOver() }
        keep(message, slot, now: now)
    }

    private func keep(_ message: UsualMessage, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        capture(.received, message.header, message.opcode, message.payload, nil, slot, now: now)
    }

    private func keep(_ frame: ReceivedFrame, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        capture(
            .received, frame.header, frame.messageOpcode, frame.payload, nil, slot,
            isCompressed: frame.isCompressed, now: now)
    }

    /// A frame that was refused, as far as it had come.
    func capture(
        _ breach: Breach, _ payload: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>,
        now: Instant
    ) {
        let header =
            breach.header
            ?? FrameHeader(
                fin: false, opcodeBits: 0, masked: false, lengthBytes: 0, payloadLength: 0,
                maskingKey: 0)
        let opcode = breach.rule == .invalidText ? .text : header.opcode ?? .continuation
        capture(.received, header, opcode, payload, breach.verdict, slot, now: now)
    }

    /// What the frame captured last carries, or completes, without its compression.
    func captureInflated(_ bytes: UnsafeRawBufferPointer, packed: Int) {
        frames.amendNewest {
            $0.isCompressed = true
            $0.inflated = FrameRecord.Inflated(
                packed: packed, preview: FrameRecord.Preview(bytes),
                rest: payloads.keep(bytes, beyond: FrameRecord.previewCapacity))
        }
    }

    @inline(__always)
    func captureSent(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        mark(slot)
        guard frames.hasRoom || !judges[index(of: slot)].mayPass(header) else {
            return frames.passOver()
        }
        keepSent(header, payload, slot, now: now)
    }

    private func keepSent(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        let opened = judges[index(of: slot)].messageOpcode
        let opcode = header.opcode == .continuation ? opened : header.opcode ?? .continuation
        let verdict = judgeSent(header, payload, slot)
        capture(.sent, header, opcode, payload, verdict, slot, now: now)
    }

    /// A crafted frame: its header as it was built and all of its bytes, whatever it claims.
    func captureCrafted(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        mark(slot)
        let opened = judges[index(of: slot)].messageOpcode
        let opcode = header.opcode == .continuation ? opened : header.opcode ?? .continuation
        let claimed = UnsafeRawBufferPointer(
            rebasing: payload.prefix(Int(clamping: header.payloadLength)))
        let verdict = judgeSent(header, claimed, slot)
        capture(
            .sent, header, opcode, payload, verdict, slot,
            isCompressed: header.isCompressed && slot.pointee[.deflates], now: now)
    }

    @inline(__always)
    private func capture(
        _ direction: Direction, _ header: FrameHeader, _ messageOpcode: Opcode,
        _ payload: UnsafeRawBufferPointer, _ breach: Verdict?, _ slot: UnsafeMutablePointer<Slot>,
        isCompressed: Bool = false, now: Instant
    ) {
        let (record, sequence) = frames.next()
        record.pointee.sequence = sequence
        record.pointee.time = now
        record.pointee.id = id(of: slot)
        record.pointee.direction = direction
        record.pointee.header = header
        record.pointee.messageOpcode = messageOpcode
        record.pointee.breach = breach
        record.pointee.preview.replace(with: payload)
        record.pointee.rest = payloads.keep(payload, beyond: FrameRecord.previewCapacity)
        record.pointee.isCompressed = isCompressed
        record.pointee.inflated = nil
    }
}
