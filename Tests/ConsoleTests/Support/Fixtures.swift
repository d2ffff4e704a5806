import TerminalCanvas
import WebSocketEngine
import WebSocketWire

@testable import Console

func seconds(_ value: Double) -> Instant { Instant(nanoseconds: UInt64(value * 1e9)) }

func id(_ slot: UInt32, _ generation: UInt32) -> ConnectionID {
    ConnectionID(slot: slot, generation: generation)
}

extension ConsoleFacts {
    static let test = ConsoleFacts(
        address: "127.0.0.1:8000", themes: ["dark", "light", "mono"], theme: "dark",
        version: "0.1")
}

extension WallClock {
    /// The instant 0 is noon in UTC.
    static let noon = WallClock(nanosecondsAtZero: 12 * 3600 * 1_000_000_000, secondsFromUTC: 0)
}

extension SlotRow {
    static func connected(
        _ id: ConnectionID, peer: UInt32 = 0x0A00_0007, port: UInt16 = 51544, at: Double = 100,
        _ change: (inout SlotRow) -> Void = { _ in }
    ) -> SlotRow {
        var row = SlotRow(
            id: id, state: .connected, peer: PeerAddress(ipv4: peer, port: port),
            openedAt: seconds(at))
        row.lastReceivedAt = seconds(at)
        row.path = Path("/chat")
        change(&row)
        return row
    }
}

extension EventDetail {
    static let fromTen = opening(PeerAddress(ipv4: 0x0A00_0007, port: 51544))
    static let upgraded = handshake(HandshakeFacts(keyHigh: 1, keyLow: 2))
}

extension EventRecord {
    static func event(
        _ sequence: UInt64, _ kind: EventKind, _ id: ConnectionID, at: Double,
        _ detail: EventDetail = .none, _ payload: [UInt8] = []
    ) -> EventRecord {
        EventRecord(
            sequence: sequence, kind: kind, id: id, time: seconds(at), detail: detail,
            preview: payload.withUnsafeBytes { EventRecord.Preview($0) })
    }
}

extension FrameRecord {
    static func frame(
        _ sequence: UInt64, _ id: ConnectionID, at: Double, _ direction: Direction = .received,
        _ opcode: Opcode = .text, _ payload: [UInt8] = [], fin: Bool = true, reserved: UInt8 = 0,
        breach: Rule? = nil, at byteOffset: Int = 0, inflated: [UInt8]? = nil,
        isCompressed: Bool = false, rest: PayloadPlace = PayloadPlace()
    ) -> FrameRecord {
        var header = FrameHeader(
            fin: fin, opcode: opcode, payloadCount: payload.count,
            maskingKey: direction == .received ? 0x3D21_FA37 : nil)
        header.reservedBits = reserved
        return FrameRecord(
            sequence: sequence, time: seconds(at), id: id, direction: direction, header: header,
            messageOpcode: opcode == .continuation ? .text : opcode,
            breach: breach.map {
                Verdict(rule: $0, header: header, byteOffset: byteOffset)
            },
            preview: payload.withUnsafeBytes { FrameRecord.Preview($0) }, rest: rest,
            isCompressed: isCompressed || inflated != nil,
            inflated: inflated.map {
                FrameRecord.Inflated(
                    packed: payload.count, preview: $0.withUnsafeBytes { FrameRecord.Preview($0) })
            })
    }
}

extension Verdict {
    static let rsv1 = Verdict(rule: .reservedBitSet, bits: 1..<2)
}

extension CloseFacts {
    static let operatorClose = CloseFacts(
        initiator: .operator, cause: .command, code: .normalClosure)
    static let breach = CloseFacts(
        initiator: .engine, cause: .breach(.rsv1), code: .protocolError)
}

extension News {
    /// What a server with three connections tells after five minutes.
    static var busy: News {
        var news = News(at: seconds(270), totals: Totals())
        news.totals.slots = 8
        news.totals.slotsUsed = 3
        news.totals.slotsPeak = 4
        news.totals.breaches = 1
        news.totals.receivedMessages = 105
        news.totals.sentMessages = 111
        news.rows = busyRows
        news.events = busyEvents
        news.frames = busyFrames
        return news
    }

    private static var busyRows: [SlotRow] {
        var closing = SlotRow(
            id: id(2, 3), state: .closing,
            peer: PeerAddress(high: 0xFE80_0000_0000_0000, low: 1, port: 6622),
            openedAt: seconds(200))
        closing.lastPongAt = seconds(269)
        closing.roundTrip = 9_000_000
        closing.receivedMessages = 5
        closing.sentMessages = 6
        closing.closing = .breach
        return [
            .connected(id(0, 12)) {
                $0.lastPongAt = seconds(266.9)
                $0.lastPingAt = seconds(266.8)
                $0.roundTrip = 4_000_000
                $0.deadline = .init(kind: .idle, at: seconds(285), span: 30_000_000_000)
                $0.receivedMessages = 88
                $0.sentMessages = 91
                $0.receivedBytes = 2_048
                $0.sentBytes = 70_000
                $0.subprotocol = SlotRow.Subprotocol("chat.v2")
            },
            .connected(id(1, 7), peer: 0x0A00_0009, port: 40112, at: 240) {
                $0.lastPongAt = seconds(252.1)
                $0.missedPongs = 1
                $0.deadline = .init(kind: .pong, at: seconds(272), span: 20_000_000_000)
                $0.receivedMessages = 12
                $0.sentMessages = 14
                $0.queuedBytes = 1
                $0.isSecure = true
            },
            closing,
        ]
    }

    private static var busyEvents: [EventRecord] {
        [
            .event(1, .connecting, id(0, 12), at: 100, .fromTen),
            .event(2, .connected, id(0, 12), at: 100.002, .upgraded, Array("/chat".utf8)),
            .event(
                3, .textReceived, id(0, 12), at: 269.87, .message(frame: 1041, fragments: 1),
                Array("Hello".utf8)),
            .event(
                4, .pongReceived, id(0, 12), at: 269.9, .pong(frame: 1043, roundTrip: 4_000_000)),
            .event(
                5, .invalidFrame, id(2, 3), at: 270, .breach(frame: 1045, .rsv1)),
            .event(6, .closing, id(2, 3), at: 270, .closing(.breach), Array("reserved bit".utf8)),
        ]
    }

    private static var busyFrames: [FrameRecord] {
        [
            .frame(1041, id(0, 12), at: 269.87, .received, .text, Array("Hello".utf8)),
            .frame(1042, id(0, 12), at: 269.871, .sent, .text, Array("Hello".utf8)),
            .frame(1043, id(0, 12), at: 269.9, .received, .pong, [1, 2, 3, 4]),
            .frame(
                1044, id(1, 7), at: 269.95, .received, .binary,
                (0..<130).map { UInt8(truncatingIfNeeded: $0 &* 7) }),
            .frame(
                1045, id(2, 3), at: 270, .received, .text, Array("bad".utf8), reserved: 4,
                breach: .reservedBitSet),
            .frame(
                1046, id(2, 3), at: 270, .sent, .close, [0x03, 0xEA] + Array("reserved bit".utf8)),
        ]
    }
}
