/// Where a connection is in its life. Finer than the interface's four states, because what the
/// engine does with bytes, deadlines and the end of TCP differs within them.
enum Phase: UInt8, BitwiseCopyable {
    /// Nobody is here.
    case free
    /// TLS is being set up; no event has been raised yet.
    case securing
    /// The opening handshake is being read. RFC 6455 §4.2.1.
    case handshaking
    /// Messages flow. RFC 6455 §6.
    case open
    /// Our close frame is out, the peer's is awaited. RFC 6455 §7.1.2.
    case closing
    /// Both close frames were exchanged, or a stalled handshake was answered: TCP ends when our
    /// last byte has left. RFC 6455 §7.1.1.
    case draining
    /// The peer was told off, with a close frame or an HTTP status: what it still sends is thrown
    /// away until it ends TCP, so that a reset does not destroy our last words. RFC 6455 §7.1.7.
    case failing

    var state: ConnectionState {
        switch self {
        case .securing, .handshaking: .connecting
        case .open: .connected
        case .closing, .draining, .failing: .closing
        case .free: .closed
        }
    }
}
