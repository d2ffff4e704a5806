public import WebSocketEngine

/// What a server does with its connections' events.
///
/// Called on the engine's queue, one event at a time and in order. It must not block: every
/// connection waits for it. `event.payload` is valid until it returns.
public protocol Application: AnyObject, Sendable {
    func receive(_ event: Event, _ responder: Responder)
}

/// An application made of one closure.
final class CallbackApplication: Application {
    private let callback: @Sendable (Event, Responder) -> Void

    init(_ callback: @escaping @Sendable (Event, Responder) -> Void) {
        self.callback = callback
    }

    func receive(_ event: Event, _ responder: Responder) {
        callback(event, responder)
    }
}
