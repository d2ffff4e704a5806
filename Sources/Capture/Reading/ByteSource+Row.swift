import WebSocketEngine
import WebSocketWire

extension ByteSource {
    mutating func row() -> SlotRow? {
        guard let id = id(), let state = number(UInt8.self).flatMap(ConnectionState.init),
            let flags = number(UInt8.self), let peer = peer(), let opened = instant()
        else { return nil }
        var row = SlotRow(id: id, state: state, peer: peer, openedAt: opened)
        row.isSecure = flags & 1 != 0
        guard readTimes(&row), readCounters(&row), readDeadline(&row), readDeflate(&row),
            let path: SlotRow.Path = inline(), let subprotocol: SlotRow.Subprotocol = inline(),
            let reason: SlotRow.Reason = inline(), let isClosing = number(UInt8.self)
        else { return nil }
        row.path = path
        row.subprotocol = subprotocol
        row.reason = reason
        if isClosing != 0 {
            guard let facts = closeFacts() else { return nil }
            row.closing = facts
        }
        return readTemper(&row) ? row : nil
    }

    private mutating func readTemper(_ row: inout SlotRow) -> Bool {
        guard let flags = number(UInt8.self), let delay = number(UInt64.self),
            let rate = number(UInt32.self)
        else { return false }
        row.temper.isMute = flags & 1 != 0
        row.temper.splitsWrites = flags & 2 != 0
        row.temper.withholdsClose = flags & 4 != 0
        row.temper.pongDelay = delay
        row.temper.readRate = rate
        return true
    }

    private mutating func readTimes(_ row: inout SlotRow) -> Bool {
        guard let received = instant(), let ping = instant(), let pong = instant(),
            let roundTrip = number(UInt64.self), let missed = number(UInt32.self)
        else { return false }
        row.lastReceivedAt = received
        row.lastPingAt = ping
        row.lastPongAt = pong
        row.roundTrip = roundTrip == .max ? nil : roundTrip
        row.missedPongs = missed
        return true
    }

    private mutating func readCounters(_ row: inout SlotRow) -> Bool {
        var counts: [UInt64] = []
        for _ in 0..<9 {
            guard let count = number(UInt64.self) else { return false }
            counts.append(count)
        }
        (row.receivedMessages, row.sentMessages) = (counts[0], counts[1])
        (row.receivedBytes, row.sentBytes, row.queuedBytes) = (counts[2], counts[3], counts[4])
        (row.receivedCompression.packed, row.receivedCompression.plain) = (counts[5], counts[6])
        (row.sentCompression.packed, row.sentCompression.plain) = (counts[7], counts[8])
        return true
    }

    private mutating func readDeadline(_ row: inout SlotRow) -> Bool {
        guard let name = word() else { return false }
        if name.isEmpty { return true }
        guard let kind = TimeoutKind.allCases.first(where: { $0.name == name }),
            let at = instant(), let span = number(UInt64.self)
        else { return false }
        row.deadline = SlotRow.Deadline(kind: kind, at: at, span: span)
        return true
    }

    private mutating func readDeflate(_ row: inout SlotRow) -> Bool {
        guard let flags = number(UInt8.self) else { return false }
        if flags & 1 == 0 { return true }
        guard let server = number(UInt8.self), let client = number(UInt8.self) else { return false }
        row.deflate = DeflateAgreement(
            serverTakesOver: flags & 2 != 0, clientTakesOver: flags & 4 != 0,
            serverWindowBits: server == 0 ? nil : Int(server),
            clientWindowBits: client == 0 ? nil : Int(client))
        return true
    }
}
