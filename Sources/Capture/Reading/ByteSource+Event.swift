import WebSocketEngine
import WebSocketWire

extension ByteSource {
    mutating func event() -> EventRecord? {
        guard let sequence = number(UInt64.self), let id = id(), let time = instant(),
            let kind = number(UInt8.self).flatMap(EventKind.init),
            let preview: EventRecord.Preview = inline(), let detail = detail()
        else { return nil }
        return EventRecord(
            sequence: sequence, kind: kind, id: id, time: time, detail: detail, preview: preview)
    }

    private mutating func detail() -> EventDetail? {
        guard let tag = number(UInt8.self).flatMap(DetailTag.init) else { return nil }
        switch tag {
        case .none: return EventDetail.none
        case .opening: return peer().map(EventDetail.opening)
        case .handshake: return handshakeFacts().map(EventDetail.handshake)
        case .ping: return number(UInt64.self).map(EventDetail.ping)
        case .closing: return closeFacts().map(EventDetail.closing)
        case .closed: return closeFacts().map(EventDetail.closed)
        case .timeout: return timeoutKind().map(EventDetail.timeout)
        case .failure: return closeCause().map(EventDetail.failure)
        case .outcome: return outcome().map(EventDetail.outcome)
        case .message, .pong, .closeFrame, .breach: return frameDetail(tag)
        }
    }

    private mutating func frameDetail(_ tag: DetailTag) -> EventDetail? {
        guard let frame = number(UInt64.self) else { return nil }
        switch tag {
        case .message: return number(UInt32.self).map { .message(frame: frame, fragments: $0) }
        case .pong:
            return number(UInt64.self).map {
                .pong(frame: frame, roundTrip: $0 == .max ? nil : $0)
            }
        case .closeFrame:
            return number(UInt16.self).map {
                .closeFrame(frame: frame, code: CloseCode(rawValue: $0))
            }
        default: return verdict().map { .breach(frame: frame, $0) }
        }
    }

    private mutating func handshakeFacts() -> HandshakeFacts? {
        guard let high = number(UInt64.self), let low = number(UInt64.self),
            let http = number(UInt16.self), let version = number(UInt8.self),
            let flags = number(UInt8.self)
        else { return nil }
        return HandshakeFacts(
            keyHigh: high, keyLow: low, httpVersion: http, version: version,
            hasOrigin: flags & 1 != 0, closesConnection: flags & 2 != 0)
    }

    private mutating func outcome() -> CommandOutcome? {
        guard let verbName = word(), let token = number(UInt64.self),
            let reached = number(UInt32.self), let refusalName = word(),
            let verb = CommandVerb.allCases.first(where: { $0.name == verbName })
        else { return nil }
        let refusal = Refusal.allCases.first { $0.name == refusalName }
        if refusal == nil, !refusalName.isEmpty { return nil }
        return CommandOutcome(verb: verb, token: token, reached: reached, refusal: refusal)
    }

    mutating func closeFacts() -> CloseFacts? {
        guard let code = number(UInt16.self), let name = word(),
            let initiator = CloseInitiator.allCases.first(where: { $0.name == name }),
            let cause = closeCause()
        else { return nil }
        return CloseFacts(initiator: initiator, cause: cause, code: CloseCode(rawValue: code))
    }

    mutating func timeoutKind() -> TimeoutKind? {
        word().flatMap { name in TimeoutKind.allCases.first { $0.name == name } }
    }

    private mutating func closeCause() -> CloseCause? {
        switch word() {
        case "closeFrame": .closeFrame
        case "vanished": .vanished
        case "transport": number(Int32.self).map(CloseCause.transport)
        case "tlsFailed": .tlsFailed
        case "breach": verdict().map(CloseCause.breach)
        case "timeout": timeoutKind().map(CloseCause.timeout)
        case "command": .command
        case "queueOverrun": .queueOverrun
        case "outOfMemory": .outOfMemory
        case "shutdown": .shutdown
        case "handshakesFull": .handshakesFull
        case "addressLimit": .addressLimit
        default: nil
        }
    }
}
