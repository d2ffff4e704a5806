/// What the callback is told. For each connection CONNECTING comes first and CLOSED last, once
/// each, with a client index that stays the same.
public enum SYS_WSS_EVENTS: UInt32, Sendable, CaseIterable {
    /// A failure with no event of its own; its data describes it. The original never raises it.
    case error = 0
    /// Accepted, and TLS is set up if it is on.
    case clientConnecting = 1
    /// 101 is on its way and the state is CONNECTED; in the original the state follows later.
    case clientConnected = 2
    /// A whole message; the original raises it for each frame.
    case clientBinaryDataReceived = 3
    /// A whole message of valid UTF-8.
    case clientTextDataReceived = 4
    /// With the payload, which the original keeps to itself. The pong is sent for you.
    case clientPingReceived = 5
    /// With the payload.
    case clientPongReceived = 6
    /// The code, big-endian, and the reason as received. The original never raises it.
    case clientCloseFrameReceived = 7
    /// Whoever began it, also when TCP just broke; the original raises it only when the client did.
    case clientClosing = 8
    /// Once for each CONNECTING; twice in the original after a timeout.
    case clientClosed = 9
    /// The client broke RFC 6455, in any way; CLOSING follows.
    case invalidFrame = 10
    /// Once; the original repeats it every 100 ms.
    case clientTimeout = 11
}
