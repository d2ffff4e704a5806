/// What the bytes gathered so far of an opening handshake come to.
public enum HandshakeStep {
    /// The end of the request has not come.
    case needsMore
    /// A lawful request of `byteCount` bytes; what follows them are frames already.
    case request(HandshakeRequest, byteCount: Int)
    /// The request breaks a rule; `Rule.reaction` names the HTTP status.
    case rejected(Breach)
}
