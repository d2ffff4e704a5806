import Glibc
import WebSocketEngine
import WebSocketWire

/// What failed last; put into words only when somebody asks.
enum Complaint: Sendable {
    case none
    case text(String)
    case refused(call: Call, clientIndex: Int32, Refusal)
    case broke(clientIndex: Int32, Verdict)
    case failed(clientIndex: Int32, CloseCause)

    enum Call: String, Sendable {
        case sendMessage, pingClient = "PingClient", closeConnection = "CloseConnection"
    }

    var words: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .refused(let call, let index, let refusal):
            "SYS_WSS_\(call.rawValue), client \(index): \(refusal.name)"
        case .broke(let index, let verdict): "client \(index): \(verdict.sentence)"
        case .failed(let index, let cause):
            index < 0 ? Self.words(cause) : "client \(index): \(Self.words(cause))"
        }
    }

    /// What the engine's ERR is about.
    private static func words(_ cause: CloseCause) -> String {
        switch cause {
        case .transport(let errno): String(cString: strerror(errno))
        case .tlsFailed: "the TLS handshake failed"
        case .queueOverrun: "the send queue is full, because the client does not read"
        case .outOfMemory: "out of memory"
        case .breach(let verdict): verdict.sentence
        case .timeout(let kind): "\(kind.name) timeout"
        case .handshakesFull: "too many handshakes: the oldest made room"
        case .addressLimit: "an address has as many connections as it may"
        case .closeFrame, .vanished, .command, .shutdown: "the connection ended"
        }
    }
}
