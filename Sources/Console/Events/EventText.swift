import TerminalCanvas
public import WebSocketEngine
import WebSocketWire

/// An event in words: one line for a list, a log or a screen reader.
public enum EventText {
    /// `12:04:29.870 0.12 TXT_DATA_RX    #1041 fin 5B "Hello"`, sanitised, without a newline.
    public static func line(_ record: EventRecord, _ wall: WallClock) -> String {
        let head = wall.timeWithMilliseconds(of: record.time) + " "
        let name = record.kind.name.padded(nameWidth)
        let text = head + subject(record.id).padded(5) + " " + name + " "
        return text + detail(record).text
    }

    /// `slot.generation`, or `-` for what concerns no single connection.
    static func subject(_ id: ConnectionID) -> String {
        id.slot == .max ? nobody : id.description
    }

    /// The longest name of an event: CLOSE_FRAME_RX.
    static let nameWidth = 14

    static func detail(_ record: EventRecord) -> Phrase {
        switch record.detail {
        case .none: Phrase(Sanitiser.visible(record.preview.bytes).text)
        case .opening(let peer): opening(peer)
        case .handshake: handshake(record)
        case .message(let frame, let fragments): message(record, frame, fragments)
        case .ping(let frame): payload(record, frame)
        case .pong(let frame, let roundTrip): pong(record, frame, roundTrip)
        case .closeFrame(let frame, let code): closeFrame(record, frame, code)
        case .closing(let facts), .closed(let facts): ending(record, facts)
        case .breach(let frame, let verdict): breach(frame, verdict)
        case .timeout(let kind): Phrase(CloseText.timeout(kind), Look.levelWarning)
        case .failure(let cause): failure(record, cause)
        case .outcome(let outcome): self.outcome(outcome, saying: record.preview.bytes)
        }
    }

    /// The frame an event is about; nil when there is none or frames are not captured.
    static func frame(of detail: EventDetail) -> UInt64? {
        let frame: UInt64 =
            switch detail {
            case .message(let frame, _), .ping(let frame), .pong(let frame, _),
                .closeFrame(let frame, _), .breach(let frame, _):
                frame
            case .none, .opening, .handshake, .closing, .closed, .timeout, .failure, .outcome: 0
            }
        return frame == 0 ? nil : frame
    }

    /// - Parameter what: what was switched, where that says more than the verb.
    static func outcome(_ outcome: CommandOutcome, saying what: [UInt8] = []) -> Phrase {
        let verb = outcome.verb.name
        guard let refusal = outcome.refusal else {
            var phrase = Phrase("\(verb) reached \(outcome.reached)")
            if !what.isEmpty { phrase.add(": " + Sanitiser.visible(what).text, Look.levelWarning) }
            return phrase
        }
        let reached = outcome.reached > 0 ? " (reached \(outcome.reached))" : ""
        return Phrase("\(verb) refused: \(refusal.name)\(reached)", Look.levelWarning)
    }

    private static func opening(_ peer: PeerAddress) -> Phrase {
        var phrase = Phrase("from ", Look.dim)
        phrase.add(peer.description)
        return phrase
    }

    private static func handshake(_ record: EventRecord) -> Phrase {
        var phrase = Phrase("101 ok, path ", Look.dim)
        phrase.add(Sanitiser.visible(record.preview.bytes))
        if record.preview.isCut { phrase.add("…") }
        return phrase
    }

    private static func message(
        _ record: EventRecord, _ frame: UInt64, _ fragments: UInt32
    ) -> Phrase {
        var phrase = number(frame)
        phrase.add(fragments > 1 ? "fin of \(fragments) fragments " : "fin ", Look.dim)
        addPayload(record, to: &phrase)
        return phrase
    }

    private static func payload(_ record: EventRecord, _ frame: UInt64) -> Phrase {
        var phrase = number(frame)
        addPayload(record, to: &phrase)
        return phrase
    }

    private static func pong(
        _ record: EventRecord, _ frame: UInt64, _ roundTrip: UInt64?
    ) -> Phrase {
        var phrase = number(frame)
        if let roundTrip {
            phrase.add("RTT \(milliseconds(roundTrip)) ms", Look.levelOK)
        } else {
            phrase.add("unsolicited", Look.dim)
        }
        if !record.preview.isEmpty {
            phrase.add(" ")
            addPayload(record, to: &phrase)
        }
        return phrase
    }

    private static func closeFrame(
        _ record: EventRecord, _ frame: UInt64, _ code: CloseCode
    ) -> Phrase {
        var phrase = number(frame)
        phrase.add(CloseText.code(code))
        let reason = Array(record.preview.bytes.dropFirst(2))
        if !reason.isEmpty {
            phrase.add(" ")
            phrase.addQuoted(reason, isCut: record.preview.isCut)
        }
        return phrase
    }

    private static func ending(_ record: EventRecord, _ facts: CloseFacts) -> Phrase {
        let role = SlotText.isAlarming(facts) ? Look.levelError : Look.text
        var phrase = Phrase(CloseText.sentence(facts), role)
        if !record.preview.isEmpty {
            phrase.add(" ")
            phrase.addQuoted(record.preview.bytes, isCut: record.preview.isCut)
        }
        return phrase
    }

    private static func breach(_ frame: UInt64, _ verdict: Verdict) -> Phrase {
        var phrase = number(frame)
        phrase.add(VerdictText.phrase(verdict, verdict.rule.reaction))
        return phrase
    }

    private static func failure(_ record: EventRecord, _ cause: CloseCause) -> Phrase {
        var phrase = Phrase(CloseText.cause(cause) ?? "failed", Look.levelError)
        if !record.preview.isEmpty {
            phrase.add(": ")
            phrase.add(Sanitiser.visible(record.preview.bytes))
        }
        return phrase
    }

    private static func number(_ frame: UInt64) -> Phrase {
        frame == 0 ? Phrase() : Phrase("#\(frame) ", Look.dim)
    }

    /// Size, and the payload as text in quotes or, for bytes that are not text, in hex.
    private static func addPayload(_ record: EventRecord, to phrase: inout Phrase) {
        let preview = record.preview
        phrase.add("\(preview.total)B", Look.dim)
        guard !preview.isEmpty else { return }
        phrase.add(" ")
        if record.kind == .binaryReceived {
            phrase.add(Spell.hex(preview.bytes) + (preview.isCut ? " …" : ""), Look.hexByte)
        } else {
            phrase.addQuoted(preview.bytes, isCut: preview.isCut)
        }
    }

    /// Whole milliseconds from 10 on, one decimal below.
    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let tenths = nanoseconds / 100_000
        return tenths % 10 == 0 || tenths >= 100
            ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
