public import WebSocketEngine
import WebSocketWire

/// Sends every message to all clients, its sender included, as a chat does.
public final class BroadcastApplication: Application {
    public init() {}

    public func receive(_ event: Event, _ responder: Responder) {
        switch event.kind {
        case .textReceived: responder.broadcast(.text, event.payload)
        case .binaryReceived: responder.broadcast(.binary, event.payload)
        default: break
        }
    }
}
