import Glibc
import WebSocketEngine
import WebSocketWire

/// The end of a connection in words.
enum CloseText {
    /// `1000 normal closure, by peer`, and what caused it where the code does not say.
    static func sentence(_ facts: CloseFacts) -> String {
        let head = "\(answer(facts)), by \(facts.initiator.name)"
        return cause(facts.cause).map { "\(head): \($0)" } ?? head
    }

    /// The close code; for a refused handshake, which has none, the status it was answered with.
    private static func answer(_ facts: CloseFacts) -> String {
        guard case .breach(let verdict) = facts.cause, case .http = verdict.rule.reaction
        else { return code(facts.code) }
        return verdict.rule.reaction.words
    }

    /// In a table, where room is short: `1002 by engine: reserved bit set without an extension`.
    static func brief(_ facts: CloseFacts) -> String {
        let why: String? =
            if case .breach(let verdict) = facts.cause { verdict.rule.title } else {
                cause(facts.cause)
            }
        return why.map { "\(facts.code.rawValue) by \(facts.initiator.name): \($0)" }
            ?? sentence(facts)
    }

    /// `1000 normal closure`.
    static func code(_ code: CloseCode) -> String { "\(code.rawValue) \(code.name)" }

    /// `close 1002 tx`: the code, and which way the first close frame went.
    static func short(_ facts: CloseFacts) -> String {
        "close \(facts.code.rawValue) \(facts.initiator == .peer ? "rx" : "tx")"
    }

    /// nil where the initiator says it all.
    static func cause(_ cause: CloseCause) -> String? {
        switch cause {
        case .closeFrame, .command: nil
        case .vanished: "TCP ended without a close frame"
        case .transport(let errno): transport(errno)
        case .tlsFailed: "TLS failed"
        case .breach(let verdict):
            "\(verdict.rule.title), \(verdict.rule.section), \(verdict.place)"
        case .timeout(let kind): timeout(kind)
        case .queueOverrun: "send queue full"
        case .outOfMemory: "out of memory"
        case .shutdown: "shutdown"
        case .handshakesFull: "too many handshakes: the oldest made room"
        case .addressLimit: "an address has as many connections as it may"
        }
    }

    /// In the words of the system: `Connection reset by peer`.
    private static func transport(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "transport failed, errno \(number)"
    }

    static func timeout(_ kind: TimeoutKind) -> String {
        switch kind {
        case .idle: "idle: no frame within the idle timeout"
        case .pong: "pong: no answer to our ping"
        case .handshake: "handshake: not finished in time"
        case .close: "close: no close frame in answer to ours"
        case .message: "message: begun but not finished in time"
        case .stall: "stall: the peer reads nothing"
        }
    }

    /// The deadline's name in a table cell; nothing for the usual one.
    static func deadline(_ kind: TimeoutKind) -> String {
        switch kind {
        case .idle: ""
        case .pong: "pong"
        case .handshake: "open"
        case .close: "close"
        case .message: "msg"
        case .stall: "stall"
        }
    }
}
