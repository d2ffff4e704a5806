import Capture
import Console
import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A capture as JSON Lines: events as `wscope serve` tells them, and what else there is in the same
/// words.
struct CaptureJSON: RecordExporter {
    private var text: [UInt8] = []
    private var session: CaptureSession?
    private var peers = KnownPeers()

    var count: Int { text.count }

    mutating func take() -> [UInt8] {
        defer { text = [] }
        return text
    }

    mutating func finish() {}

    mutating func add(_ record: CaptureRecord) {
        switch record {
        case .session(let session): add(session)
        case .state(let at, let totals): add(totals, at: at)
        case .row(let row): add(row)
        case .handshake(let handshake): add(handshake)
        case .event(let event):
            peers.learn(event)
            append(EventJSON.line(event, time: time(event.time), peer: peers[event.id]))
        case .frame(let frame): add(frame)
        case .line(let line):
            let printed = PrintedLine(time: line.time, bytes: line.bytes, isCut: line.isCut)
            append(EventJSON.line(printed, time: time(line.time)))
        case .loss(let loss):
            line("LOST", at: nil) {
                $0.add("count", loss.events)
                $0.add("frames", loss.frames)
                $0.add("lines", loss.lines)
            }
        case .end(let ending):
            line("STOPPED", at: nil) { if ending == .limit { $0.add("cause", "limit") } }
        }
    }

    private mutating func add(_ session: CaptureSession) {
        self.session = session
        line("CAPTURE", at: session.startedAt) {
            $0.add("url", (session.isSecure ? "wss://" : "ws://") + session.address)
            $0.add("app", session.application)
            $0.add("version", session.program)
        }
    }

    private mutating func add(_ totals: Totals, at: Instant) {
        line("TOTALS", at: at) {
            EventJSON.add(totals, to: &$0)
        }
    }

    private mutating func add(_ row: SlotRow) {
        peers.learn(row)
        line("SLOT", at: nil) {
            Self.add(row.id, to: &$0)
            $0.add("state", row.state.name)
            $0.add("peer", row.peer.description)
            $0.add("path", Self.visible(row.path.bytes))
            $0.add("subprotocol", Self.visible(row.subprotocol.bytes))
            $0.add("rtt_ms", milliseconds: row.roundTrip)
            $0.add("received_messages", row.receivedMessages)
            $0.add("sent_messages", row.sentMessages)
            $0.add("queue", row.queuedBytes)
        }
    }

    private mutating func add(_ handshake: HandshakeRecord) {
        line("HANDSHAKE", at: handshake.time) {
            Self.add(handshake.id, to: &$0)
            $0.add("request", Self.lines(handshake.request))
            $0.add("response", Self.lines(handshake.response))
            if handshake.cut > 0 { $0.add("cut", true) }
        }
    }

    private mutating func add(_ frame: CapturedFrame) {
        let record = frame.record
        line("FRAME", at: record.time) {
            Self.add(record.id, to: &$0)
            $0.add("frame", record.sequence)
            $0.add("direction", record.direction.name.lowercased())
            $0.add("opcode", record.header.opcode?.name)
            $0.add("fin", record.header.fin)
            $0.add("rsv", record.header.reservedBits)
            $0.add("header", JSONLine.hex(record.header.bytes))
            $0.add("bytes", record.header.payloadLength)
            $0.add("hex", JSONLine.hex(frame.payload))
            if frame.payload.count < record.preview.total { $0.add("cut", true) }
            if record.inflated != nil { $0.add("inflated", JSONLine.hex(frame.inflated)) }
            if let breach = record.breach { $0.add(breach) }
        }
    }

    private static func add(_ id: ConnectionID, to line: inout JSONLine) {
        line.add("slot", id.slot)
        line.add("generation", id.generation)
    }

    /// Lines of a head of at most 16 KiB, a token for each byte at worst.
    private static func lines(_ head: [UInt8]) -> [String] {
        let text = String(decoding: head, as: UTF8.self)
        return text.split(separator: "\r\n").map {
            Sanitiser.visible(String($0), limit: 64 << 10).text
        }
    }

    private static func visible(_ bytes: [UInt8]) -> String? {
        bytes.isEmpty ? nil : Sanitiser.visible(bytes).text
    }

    private mutating func line(
        _ name: String, at instant: Instant?, _ members: (inout JSONLine) -> Void
    ) {
        var line = JSONLine()
        line.add("time", instant.map(time))
        line.add("event", name)
        members(&line)
        append(line.closed)
    }

    private mutating func append(_ line: String) {
        text += line.utf8
        text.append(0x0A)
    }

    private func time(_ instant: Instant) -> String {
        Timestamp.text(session?.wallNanoseconds(of: instant) ?? 0)
    }
}
