public import WebSocketWire

/// What an operator or an application asks of the engine.
public enum Command: Sendable {
    /// A data frame: text, binary or, for a message in fragments, continuation. RFC 6455 §5.6.
    case send(Target, opcode: Opcode, fin: Bool, payload: [UInt8])
    /// A ping of at most 125 bytes. RFC 6455 §5.5.2.
    case ping(Target, payload: [UInt8])
    /// The closing handshake; nil sends an empty close frame. RFC 6455 §7.1.2.
    case close(Target, code: CloseCode?, reason: [UInt8])
    /// End TCP at once, without a close frame.
    case abort(Target)
    /// Frames as they were built, lawful or not, once or again and again.
    case craft(Target, CraftedFrames, Repetition)
    /// End all that is sent again and again.
    case stopRepeating
    /// Have our side misbehave, or behave again.
    case temper(Target, Hostility)

    public var verb: CommandVerb {
        switch self {
        case .send: .send
        case .ping: .ping
        case .close: .close
        case .abort: .abort
        case .craft: .craft
        case .stopRepeating: .stop
        case .temper: .temper
        }
    }

    public var target: Target {
        switch self {
        case .send(let target, _, _, _), .ping(let target, _), .close(let target, _, _),
            .abort(let target), .craft(let target, _, _), .temper(let target, _):
            target
        case .stopRepeating: .all
        }
    }
}

/// Whom a command is for.
@frozen
public enum Target: Hashable, Sendable {
    /// Exactly this connection: refused when the slot was reused meanwhile.
    case connection(ConnectionID)
    /// Whoever holds this slot now, as the SYS_WSS interface addresses clients.
    case slot(UInt32)
    /// Every CONNECTED client: the interface's index −1.
    case all
}

@frozen
public enum CommandVerb: UInt8, Sendable, CaseIterable {
    case send, ping, close, abort, craft, stop, temper

    public var name: String {
        switch self {
        case .send: "send"
        case .ping: "ping"
        case .close: "close"
        case .abort: "abort"
        case .craft: "craft"
        case .stop: "stop"
        case .temper: "hostile"
        }
    }
}

/// Why a command was not carried out; no byte was sent.
@frozen
public enum Refusal: UInt8, Error, Sendable, CaseIterable {
    case noSuchSlot
    /// The slot belongs to a later connection now.
    case slotReused
    case notConnected
    /// A control frame holds 125 bytes, a close reason 123. RFC 6455 §5.5.
    case payloadTooLong
    /// The code must not appear in a close frame. RFC 6455 §7.4.1.
    case codeNotSendable
    /// Text and close reasons are UTF-8. RFC 6455 §5.6, §5.5.1.
    case notUTF8
    /// Continuation without a message begun, or a new one inside it. RFC 6455 §5.4.
    case fragmentOrder
    /// A control opcode where a data opcode belongs.
    case notADataOpcode
    case queueFull
    case outOfMemory
    /// Crafted frames without a byte.
    case nothingToSend
    /// More crafted bytes or frames than one message may have.
    case framesTooLarge
    /// Too much is being repeated already.
    case tooManyRepetitions

    public var name: String {
        switch self {
        case .noSuchSlot: "no such slot"
        case .slotReused: "the slot was reused by a later connection"
        case .notConnected: "not connected"
        case .payloadTooLong: "payload too long for a control frame (125 bytes, reason 123)"
        case .codeNotSendable: "this code must not be sent in a close frame"
        case .notUTF8: "text is not valid UTF-8"
        case .fragmentOrder: "out of order: finish the fragmented message first"
        case .notADataOpcode: "only text, binary and continuation carry data"
        case .queueFull: "the send queue is full"
        case .outOfMemory: "out of memory"
        case .nothingToSend: "nothing to send"
        case .framesTooLarge: "larger than a message may be"
        case .tooManyRepetitions: "\(Repetition.parallelLimit) repetitions are under way already"
        }
    }
}

/// What became of a command.
@frozen
public struct CommandOutcome: Hashable, Sendable {
    public let verb: CommandVerb
    /// The number its submitter gave it.
    public let token: UInt64
    /// How many connections it reached.
    public let reached: UInt32
    /// Why it was refused; with `reached` above 0, by the first that refused.
    public let refusal: Refusal?

    @inlinable
    public init(verb: CommandVerb, token: UInt64, reached: UInt32, refusal: Refusal?) {
        self.verb = verb
        self.token = token
        self.reached = reached
        self.refusal = refusal
    }
}
