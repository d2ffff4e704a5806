import WebSocketEngine
import WebSocketWire

/// Takes the body of a record apart; nil for what no writer writes.
struct RecordDecoder {
    private let body: UnsafeRawBufferPointer
    /// Where in the file the body begins.
    private let start: UInt64

    init(_ body: UnsafeRawBufferPointer, at start: UInt64) {
        self.body = body
        self.start = start
    }

    func record(_ kind: CaptureFormat.Kind) -> CaptureRecord? {
        var source = ByteSource(body)
        switch kind {
        case .session: return source.session().map(CaptureRecord.session)
        case .state: return source.state().map { .state(at: $0, $1) }
        case .row: return source.row().map(CaptureRecord.row)
        case .handshake: return source.handshake().map(CaptureRecord.handshake)
        case .event: return source.event().map(CaptureRecord.event)
        case .frame: return source.frame(at: start).map(CaptureRecord.frame)
        case .line: return source.line().map(CaptureRecord.line)
        case .loss: return source.loss().map(CaptureRecord.loss)
        case .end:
            return source.number(UInt8.self).flatMap(CaptureEnding.init).map(CaptureRecord.end)
        }
    }
}

extension ByteSource {
    mutating func instant() -> Instant? { number().map(Instant.init(nanoseconds:)) }

    mutating func peer() -> PeerAddress? {
        guard let high = number(UInt64.self), let low = number(UInt64.self),
            let port = number(UInt16.self)
        else { return nil }
        return PeerAddress(high: high, low: low, port: port)
    }

    mutating func id() -> ConnectionID? {
        guard let slot = number(UInt32.self), let generation = number(UInt32.self) else {
            return nil
        }
        return ConnectionID(slot: slot, generation: generation)
    }

    mutating func inline<let capacity: Int>() -> InlineBytes<capacity>? {
        guard let total = number(UInt64.self), let bytes = counted() else { return nil }
        return InlineBytes(bytes, total: Int(clamping: total))
    }

    fileprivate mutating func session() -> CaptureSession? {
        guard let wall = number(Int64.self), let zone = number(Int32.self), let began = instant(),
            let flags = number(UInt8.self), let address = word(), let program = word(),
            let application = word()
        else { return nil }
        return CaptureSession(
            address: address, isSecure: flags & 1 != 0, program: program,
            application: application, wallAtZero: wall, secondsFromUTC: zone, startedAt: began)
    }

    fileprivate mutating func state() -> (Instant, Totals)? {
        guard let at = instant(), let count = number(UInt8.self) else { return nil }
        var counters: [UInt64] = []
        for _ in 0..<count {
            guard let counter = number(UInt64.self) else { return nil }
            counters.append(counter)
        }
        return (at, Totals(counters: counters))
    }

    fileprivate mutating func handshake() -> HandshakeRecord? {
        guard let sequence = number(UInt64.self), let id = id(), let time = instant(),
            let cut = number(UInt64.self), let request = counted(), let response = counted()
        else { return nil }
        return HandshakeRecord(
            sequence: sequence, id: id, time: time, request: Array(request),
            response: Array(response), cut: Int(clamping: cut))
    }

    fileprivate mutating func line() -> CapturedLine? {
        guard let time = instant(), let flags = number(UInt8.self), let bytes = counted() else {
            return nil
        }
        return CapturedLine(time: time, bytes: Array(bytes), isCut: flags & 1 != 0)
    }

    fileprivate mutating func loss() -> CaptureLoss? {
        guard let events = number(UInt64.self), let frames = number(UInt64.self),
            let lines = number(UInt64.self)
        else { return nil }
        return CaptureLoss(events: events, frames: frames, lines: lines)
    }
}
