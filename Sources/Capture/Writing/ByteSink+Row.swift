import WebSocketEngine
import WebSocketWire

extension ByteSink {
    mutating func add(_ row: SlotRow) {
        add(row.id)
        add(row.state.rawValue)
        add(UInt8(row.isSecure ? 1 : 0))
        add(row.peer)
        for instant in [row.openedAt, row.lastReceivedAt, row.lastPingAt, row.lastPongAt] {
            add(instant.nanoseconds)
        }
        add(row.roundTrip ?? .max)
        add(row.missedPongs)
        for count in [
            row.receivedMessages, row.sentMessages, row.receivedBytes, row.sentBytes,
            row.queuedBytes, row.receivedCompression.packed, row.receivedCompression.plain,
            row.sentCompression.packed, row.sentCompression.plain,
        ] { add(count) }
        add(row.deadline)
        add(row.deflate)
        add(row.path)
        add(row.subprotocol)
        add(row.reason)
        add(UInt8(row.closing == nil ? 0 : 1))
        if let closing = row.closing { add(closing) }
        add(row.temper)
    }

    private mutating func add(_ temper: Temper) {
        let flags =
            (temper.isMute ? 1 : 0) | (temper.splitsWrites ? 2 : 0)
            | (temper.withholdsClose ? 4 : 0)
        add(UInt8(flags))
        add(temper.pongDelay)
        add(temper.readRate)
    }

    private mutating func add(_ deadline: SlotRow.Deadline?) {
        addWord(deadline?.kind.name ?? "")
        guard let deadline else { return }
        add(deadline.at.nanoseconds)
        add(deadline.span)
    }

    /// Window bits of 0 are those nobody named.
    private mutating func add(_ deflate: DeflateAgreement?) {
        guard let deflate else { return add(UInt8(0)) }
        add(UInt8(1 | (deflate.serverTakesOver ? 2 : 0) | (deflate.clientTakesOver ? 4 : 0)))
        add(UInt8(clamping: deflate.serverWindowBits ?? 0))
        add(UInt8(clamping: deflate.clientWindowBits ?? 0))
    }
}

extension Totals {
    /// In the order of the file; a later one is added at the end.
    var counters: [UInt64] {
        [
            UInt64(slots), UInt64(slotsUsed), UInt64(slotsPeak), opened, closed, refused,
            receivedFrames, rejectedFrames, discardedFrames, receivedMessages, receivedBytes,
            sentFrames, sentMessages, sentBytes, droppedSends, receivedCompression.packed,
            receivedCompression.plain, sentCompression.packed, sentCompression.plain, breaches,
            timeouts, errors, queuedBytes, turnedAway, displaced, replacedPongs,
            lag.worst, lag.lateTicks, lag.latest, lag.latestAt.nanoseconds,
        ]
    }

    /// - Parameter counters: fewer than today's are those of an older program.
    init(counters: [UInt64]) {
        self.init()
        let value = { (index: Int) in index < counters.count ? counters[index] : 0 }
        slots = Int(clamping: value(0))
        slotsUsed = Int(clamping: value(1))
        slotsPeak = Int(clamping: value(2))
        (opened, closed, refused) = (value(3), value(4), value(5))
        (receivedFrames, rejectedFrames, discardedFrames) = (value(6), value(7), value(8))
        (receivedMessages, receivedBytes) = (value(9), value(10))
        (sentFrames, sentMessages, sentBytes) = (value(11), value(12), value(13))
        droppedSends = value(14)
        (receivedCompression.packed, receivedCompression.plain) = (value(15), value(16))
        (sentCompression.packed, sentCompression.plain) = (value(17), value(18))
        (breaches, timeouts, errors, queuedBytes) = (value(19), value(20), value(21), value(22))
        (turnedAway, displaced, replacedPongs) = (value(23), value(24), value(25))
        (lag.worst, lag.lateTicks, lag.latest) = (value(26), value(27), value(28))
        lag.latestAt = Instant(nanoseconds: value(29))
    }
}
