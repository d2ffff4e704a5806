import Capture
import WebSocketEngine
import WebSocketWire

/// Records with something in every field.
enum Samples {
    static let id = ConnectionID(slot: 3, generation: 9)
    static let time = Instant(nanoseconds: 5_000_000_123)

    static let session = CaptureSession(
        address: "[::1]:8443", isSecure: true, program: "0.1.0", application: "./callback.so",
        wallAtZero: 1_700_000_000_123_456_789, secondsFromUTC: -3600,
        startedAt: Instant(nanoseconds: 77))

    static func inline<let capacity: Int>(_ text: String, total: Int? = nil) -> InlineBytes<
        capacity
    > {
        Array(text.utf8).withUnsafeBytes { InlineBytes($0, total: total ?? $0.count) }
    }

    static var details: [EventDetail] {
        let verdict = Verdict(rule: .reservedBitSet, bits: 1..<2)
        let facts = CloseFacts(
            initiator: .engine, cause: .breach(verdict), code: CloseCode(rawValue: 1002))
        let causes: [CloseCause] = [
            .closeFrame, .vanished, .transport(104), .tlsFailed, .breach(verdict),
            .timeout(.stall), .command, .queueOverrun, .outOfMemory, .shutdown,
            .handshakesFull, .addressLimit,
        ]
        return [
            .none, .opening(PeerAddress(high: 1, low: .max, port: 6622)),
            .handshake(
                HandshakeFacts(
                    keyHigh: 1, keyLow: .max, httpVersion: 0x0101, version: 13, hasOrigin: true,
                    closesConnection: true)),
            .message(frame: 12, fragments: 3), .ping(frame: 1), .pong(frame: 2, roundTrip: nil),
            .pong(frame: 2, roundTrip: 1_234), .closeFrame(frame: 4, code: .goingAway),
            .closing(facts), .closed(facts), .breach(frame: 6, verdict), .timeout(.idle),
            .outcome(CommandOutcome(verb: .abort, token: 9, reached: 2, refusal: nil)),
            .outcome(CommandOutcome(verb: .send, token: 9, reached: 0, refusal: .queueFull)),
        ] + causes.map(EventDetail.failure)
    }

    static func event(_ detail: EventDetail, sequence: UInt64 = 1) -> EventRecord {
        EventRecord(
            sequence: sequence, kind: .textReceived, id: id, time: time, detail: detail,
            preview: inline("Hello \u{1b}[31m", total: 4_000))
    }

    static func frame(
        payload: [UInt8], direction: Direction = .received, inflated: [UInt8]? = nil,
        breach: Verdict? = nil, maskingKey: UInt32? = 0x9F7F_3D21, sequence: UInt64 = 1
    ) -> CapturedFrame {
        let header = FrameHeader(
            fin: true, opcode: .text, payloadCount: payload.count, maskingKey: maskingKey)
        let preview = payload.withUnsafeBytes { FrameRecord.Preview($0) }
        let carried = inflated.map { bytes in
            FrameRecord.Inflated(
                packed: payload.count, preview: bytes.withUnsafeBytes { FrameRecord.Preview($0) })
        }
        let record = FrameRecord(
            sequence: sequence, time: time, id: id, direction: direction, header: header,
            messageOpcode: .text, breach: breach, preview: preview,
            isCompressed: inflated != nil, inflated: carried)
        return CapturedFrame(record: record, payload: payload, inflated: inflated ?? [])
    }

    static var row: SlotRow {
        var row = SlotRow(
            id: id, state: .closing, peer: PeerAddress(high: 5, low: 6, port: 7),
            openedAt: Instant(nanoseconds: 8))
        row.isSecure = true
        row.lastReceivedAt = Instant(nanoseconds: 9)
        row.lastPingAt = Instant(nanoseconds: 10)
        row.lastPongAt = Instant(nanoseconds: 11)
        row.roundTrip = 12
        row.missedPongs = 13
        row.deadline = SlotRow.Deadline(kind: .close, at: Instant(nanoseconds: 14), span: 15)
        (row.receivedMessages, row.sentMessages) = (16, 17)
        (row.receivedBytes, row.sentBytes, row.queuedBytes) = (18, 19, 20)
        row.deflate = DeflateAgreement(clientTakesOver: false, clientWindowBits: 11)
        (row.receivedCompression.packed, row.sentCompression.plain) = (21, 22)
        row.path = inline("/chat")
        row.subprotocol = inline("chat.v2")
        row.reason = inline("going")
        row.temper.isMute = true
        (row.temper.pongDelay, row.temper.readRate) = (23, 24)
        row.closing = CloseFacts(initiator: .peer, cause: .closeFrame, code: .goingAway)
        return row
    }

    static var totals: Totals {
        var totals = Totals()
        (totals.slots, totals.slotsUsed, totals.slotsPeak) = (256, 3, 9)
        (totals.opened, totals.sentBytes, totals.queuedBytes) = (10, 11, .max)
        totals.sentCompression.plain = 12
        (totals.lag.worst, totals.lag.lateTicks, totals.lag.latest) = (90, 2, 60)
        totals.lag.latestAt = Instant(nanoseconds: 77)
        return totals
    }

    /// One of each kind, some of them twice.
    static var all: [CaptureRecord] {
        let long = (0..<5_000).map { UInt8(truncatingIfNeeded: $0) }
        return [
            .session(session), .state(at: time, totals), .row(row),
            .handshake(
                HandshakeRecord(
                    sequence: 1, id: id, time: time, request: Array("GET / HTTP/1.1\r\n\r\n".utf8),
                    response: Array("HTTP/1.1 101\r\n\r\n".utf8), cut: 3)),
            .frame(frame(payload: Array("Hello".utf8))),
            .frame(
                frame(
                    payload: long, direction: .sent, inflated: long + long,
                    breach: Verdict(rule: .corruptDeflate, bits: 80..<88), maskingKey: nil,
                    sequence: 2)),
            .line(CapturedLine(time: time, bytes: Array("printed".utf8), isCut: true)),
            .loss(CaptureLoss(events: 1, frames: 2, lines: 3)),
        ] + details.enumerated().map { .event(event($1, sequence: UInt64($0 + 1))) }
            + [.end(.limit)]
    }

    static func file(_ records: [CaptureRecord] = all) -> [UInt8] {
        var writer = CaptureWriter()
        for record in records { writer.add(record) }
        return CaptureFormat.header + writer.take()
    }
}
