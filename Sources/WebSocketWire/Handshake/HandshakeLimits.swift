/// How much an opening handshake may hold; parsing stops at the limit.
@frozen
public struct HandshakeLimits: Hashable, Sendable {
    /// Bytes of the request line or of one field; 8 192, what common servers take, so that large
    /// cookies pass.
    public var maximumLine: Int
    /// Header fields; 64, about four times what browsers send.
    public var maximumHeaders: Int
    /// Bytes of the whole request; 16 KiB, which bounds what a pending connection can hold.
    public var maximumBytes: Int

    @inlinable
    public init(
        maximumLine: Int = 8_192, maximumHeaders: Int = 64, maximumBytes: Int = 16_384
    ) {
        self.maximumLine = max(1, maximumLine)
        self.maximumHeaders = max(1, maximumHeaders)
        self.maximumBytes = max(1, maximumBytes)
    }
}
