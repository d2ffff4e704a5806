/// The side of a connection that sent a frame. RFC 6455 §5.1.
@frozen
public enum Endpoint: UInt8, Sendable, CaseIterable {
    /// Masks every frame it sends. RFC 6455 §5.3.
    case client
    /// Never masks. RFC 6455 §5.1.
    case server
}
