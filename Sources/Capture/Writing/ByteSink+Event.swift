import WebSocketEngine
import WebSocketWire

extension ByteSink {
    mutating func add(_ event: EventRecord) {
        add(event.sequence)
        add(event.id)
        add(event.time.nanoseconds)
        add(event.kind.rawValue)
        add(event.preview)
        add(event.detail)
    }

    private mutating func add(_ detail: EventDetail) {
        switch detail {
        case .none: add(DetailTag.none.rawValue)
        case .opening(let peer):
            add(DetailTag.opening.rawValue)
            add(peer)
        case .handshake(let facts):
            add(DetailTag.handshake.rawValue)
            add(facts)
        case .message(let frame, let fragments):
            add(DetailTag.message.rawValue)
            add(frame)
            add(fragments)
        case .ping(let frame):
            add(DetailTag.ping.rawValue)
            add(frame)
        case .pong(let frame, let roundTrip):
            add(DetailTag.pong.rawValue)
            add(frame)
            add(roundTrip ?? .max)
        case .closeFrame(let frame, let code):
            add(DetailTag.closeFrame.rawValue)
            add(frame)
            add(code.rawValue)
        case .closing(let facts):
            add(DetailTag.closing.rawValue)
            add(facts)
        case .closed(let facts):
            add(DetailTag.closed.rawValue)
            add(facts)
        case .breach(let frame, let verdict):
            add(DetailTag.breach.rawValue)
            add(frame)
            add(verdict)
        case .timeout(let kind):
            add(DetailTag.timeout.rawValue)
            addWord(kind.name)
        case .failure(let cause):
            add(DetailTag.failure.rawValue)
            add(cause)
        case .outcome(let outcome):
            add(DetailTag.outcome.rawValue)
            addWord(outcome.verb.name)
            add(outcome.token)
            add(outcome.reached)
            addWord(outcome.refusal?.name ?? "")
        }
    }

    private mutating func add(_ facts: HandshakeFacts) {
        add(facts.keyHigh)
        add(facts.keyLow)
        add(facts.httpVersion)
        add(facts.version)
        add(UInt8((facts.hasOrigin ? 1 : 0) | (facts.closesConnection ? 2 : 0)))
    }

    mutating func add(_ facts: CloseFacts) {
        add(facts.code.rawValue)
        addWord(facts.initiator.name)
        add(facts.cause)
    }

    private mutating func add(_ cause: CloseCause) {
        switch cause {
        case .closeFrame: addWord("closeFrame")
        case .vanished: addWord("vanished")
        case .transport(let errno):
            addWord("transport")
            add(errno)
        case .tlsFailed: addWord("tlsFailed")
        case .breach(let verdict):
            addWord("breach")
            add(verdict)
        case .timeout(let kind):
            addWord("timeout")
            addWord(kind.name)
        case .command: addWord("command")
        case .queueOverrun: addWord("queueOverrun")
        case .outOfMemory: addWord("outOfMemory")
        case .shutdown: addWord("shutdown")
        case .handshakesFull: addWord("handshakesFull")
        case .addressLimit: addWord("addressLimit")
        }
    }
}

/// Which detail an event has, as the file says it.
enum DetailTag: UInt8 {
    case none
    case handshake
    case message
    case ping
    case pong
    case closeFrame
    case closing
    case closed
    case breach
    case timeout
    case failure
    case outcome
    case opening
}
