/// Reads a client's opening handshake, strictly. RFC 6455 §4.2.1, RFC 9112.
public enum HandshakeParser {
    /// Judges all bytes gathered so far of one request.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: HandshakeLimits = HandshakeLimits()
    ) -> HandshakeStep { .needsMore }
}
