import Console
import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// An event as one JSON object: what `wscope serve` writes.
///
/// Text from the network passes the sanitiser, so that a log can be shown on a terminal.
enum EventJSON {
    static func line(_ record: EventRecord, time: String, peer: PeerAddress?) -> String {
        var line = JSONLine()
        line.add("time", time)
        line.add("event", record.kind.name)
        if record.hasConnection {
            line.add("slot", record.id.slot)
            line.add("generation", record.id.generation)
        }
        line.add("peer", peer?.description)
        add(record.detail, of: record, to: &line)
        return line.closed
    }

    /// A line that the application printed.
    static func line(_ printed: PrintedLine, time: String) -> String {
        var line = JSONLine()
        line.add("time", time)
        line.add("event", PrintedLine.word)
        // A byte takes four columns at most when it is spelled out.
        let limit = 4 * PrintedLine.capacity
        line.add("text", Sanitiser.visible(printed.bytes, limit: limit).text)
        if printed.isCut { line.add("cut", true) }
        return line.closed
    }

    private static func add(
        _ detail: EventDetail, of record: EventRecord, to line: inout JSONLine
    ) {
        switch detail {
        case .none, .opening: break
        case .handshake: line.add("path", visible(record.preview.bytes))
        case .message(let frame, let fragments):
            addPayload(record, isText: record.kind == .textReceived, to: &line)
            addFrame(frame, to: &line)
            line.add("fragments", fragments)
        case .ping(let frame):
            addPayload(record, isText: true, to: &line)
            addFrame(frame, to: &line)
        case .pong(let frame, let roundTrip):
            addPayload(record, isText: true, to: &line)
            line.add("rtt_ms", milliseconds: roundTrip)
            addFrame(frame, to: &line)
        case .closeFrame(let frame, let code):
            line.add("code", code.rawValue)
            line.add("meaning", code.name)
            line.add("reason", visible(record.preview.bytes.dropFirst(2)))
            addFrame(frame, to: &line)
        case .closing(let facts), .closed(let facts):
            line.add("code", facts.code.rawValue)
            line.add("meaning", facts.code.name)
            line.add("reason", visible(record.preview.bytes))
            line.add("initiator", facts.initiator.name)
            add(facts.cause, to: &line)
        case .breach(let frame, let verdict):
            line.add(verdict)
            addFrame(frame, to: &line)
        case .timeout(let kind): line.add("timeout", kind.name)
        case .failure(let cause):
            add(cause, to: &line)
            line.add("text", visible(record.preview.bytes))
        case .outcome(let outcome): add(outcome, to: &line)
        }
    }

    private static func addPayload(
        _ record: EventRecord, isText: Bool, to line: inout JSONLine
    ) {
        line.add("bytes", record.preview.total)
        if isText {
            line.add("text", visible(record.preview.bytes))
        } else {
            line.add("hex", JSONLine.hex(record.preview.bytes))
        }
        if record.preview.isCut { line.add("cut", true) }
    }

    private static func addFrame(_ frame: UInt64, to line: inout JSONLine) {
        if frame != 0 { line.add("frame", frame) }
    }

    private static func add(_ cause: CloseCause, to line: inout JSONLine) {
        line.add("cause", cause.word)
        switch cause {
        case .breach(let verdict): line.add(verdict)
        case .timeout(let kind): line.add("timeout", kind.name)
        case .transport(let errno): line.add("errno", errno)
        default: break
        }
    }

    private static func add(_ outcome: CommandOutcome, to line: inout JSONLine) {
        line.add("verb", outcome.verb.name)
        line.add("reached", outcome.reached)
        line.add("refusal", outcome.refusal?.name)
    }

    private static func visible(_ bytes: some Sequence<UInt8>) -> String? {
        let text = Sanitiser.visible(bytes).text
        return text.isEmpty ? nil : text
    }
}

extension EventRecord {
    /// Outcomes of commands and failures of the listener belong to no connection.
    fileprivate var hasConnection: Bool {
        id.generation != 0
    }
}

extension CloseCause {
    /// One word for a log.
    var word: String {
        switch self {
        case .closeFrame: "close frame"
        case .vanished: "vanished"
        case .transport: "transport"
        case .tlsFailed: "tls failed"
        case .breach: "breach"
        case .timeout: "timeout"
        case .command: "command"
        case .queueOverrun: "queue overrun"
        case .outOfMemory: "out of memory"
        case .shutdown: "shutdown"
        case .handshakesFull: "handshakes full"
        case .addressLimit: "address limit"
        }
    }
}
