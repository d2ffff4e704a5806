import WebSocketEngine
import WebSocketServer

/// The Web Socket Server service: the interface of the PIC32MZW1's, over `WebSocketServer`.
///
/// Calls may come from any thread and from inside the callback. Each service has clients of its
/// own; C code reaches `shared`. The article "The SYS_WSS interface" tells of every symbol what
/// differs from the original, and why.
public final class SYS_WSS: Sendable {
    /// What is told of every client, on the engine's queue: the event, what came with it, and the
    /// client's index, −1 where none is to blame.
    public typealias Callback = @Sendable (SYS_WSS_EVENTS, SYS_WSS_RXDATA?, Int32) -> Void

    /// The service that C code reaches.
    public static let shared = SYS_WSS()

    enum Phase {
        case stopped
        case running(WebSocketServer)
        /// Deinitialised from inside a callback, which is not waited for.
        case ending(WebSocketServer)
        /// The server is somebody else's, who decides where it listens and when it ends.
        case hosted(WebSocketServer)
    }

    let reporter = Reporter()
    let phase = Guarded(Phase.stopped)
    let options = Guarded(ServiceOptions())
    /// Held while starting and stopping, so that the two never overlap; never by a callback.
    let lifecycle = Guarded(())

    public init() {}

    /// The callback from now on, for every client; nil for none. Replaces the one before.
    @discardableResult
    public func registerCallback(_ callback: Callback?) -> SYS_WSS_RESULT {
        reporter.callback.withLock { $0 = callback }
        return .success
    }

    /// Sets an option before `initialize`; what is not set comes from the environment, or has its
    /// default. An error's text is in `lastError`.
    @discardableResult
    public func setOption(_ option: SYS_WSS_OPTION, _ value: String) -> SYS_WSS_RESULT {
        if server != nil {
            return complain(
                "\(option.rawValue) is set too late: set options before SYS_WSS_Initialize")
        }
        do throws(SYS_WSS_ERROR) {
            try options.withLock { (options: inout ServiceOptions) throws(SYS_WSS_ERROR) in
                try options.set(option, value, source: option.rawValue)
            }
            return .success
        } catch {
            return complain(error.description, .invalidRequest)
        }
    }

    /// What failed last, in words; empty when nothing has.
    public var lastError: String { reporter.complaint.withLock { $0.words } }

    func complain(_ text: String, _ result: SYS_WSS_RESULT = .failure) -> SYS_WSS_RESULT {
        reporter.complaint.withLock { $0 = .text(text) }
        return result
    }

    /// The server that runs, whoever started it.
    var server: WebSocketServer? {
        phase.withLock { phase in
            switch phase {
            case .stopped: nil
            case .running(let server), .ending(let server), .hosted(let server): server
            }
        }
    }
}
