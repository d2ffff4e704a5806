public import WebSocketEngine

/// Takes every message and says nothing.
public final class SinkApplication: Application {
    public init() {}

    public func receive(_ event: Event, _ responder: Responder) {}
}
