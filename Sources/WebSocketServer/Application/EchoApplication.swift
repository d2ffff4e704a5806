public import WebSocketEngine
import WebSocketWire

/// Sends every message back to whom it came from.
public final class EchoApplication: Application {
    public init() {}

    public func receive(_ event: Event, _ responder: Responder) {
        switch event.kind {
        case .textReceived: responder.send(event.id, .text, event.payload)
        case .binaryReceived: responder.send(event.id, .binary, event.payload)
        default: break
        }
    }
}
