/// What one connection may ask of a `MessageReader`.
@frozen
public struct ReadLimits: Hashable, Sendable {
    /// Payload bytes of one data frame; 1 MiB, the same as a message, so that one frame can carry
    /// any message allowed.
    public var maximumFrame: Int
    /// Bytes of a whole message; 1 MiB, so that 256 slots stay within the memory budget.
    public var maximumMessage: Int
    /// Fragments of one message, empty ones counted; 131 072, so that a message of 1 MiB may come
    /// in pieces of 8 bytes and no message may come in endless empty ones.
    public var maximumFragments: Int
    /// The reserved bits that negotiated extensions use; none. RFC 6455 §9.1.
    public var allowedReservedBits: UInt8
    /// Who sends the frames that are read; the client. RFC 6455 §5.1.
    public var peer: Endpoint

    @inlinable
    public init(
        maximumFrame: Int = 1 << 20, maximumMessage: Int = 1 << 20,
        maximumFragments: Int = 131_072, allowedReservedBits: UInt8 = 0,
        peer: Endpoint = .client
    ) {
        self.maximumFrame = max(0, maximumFrame)
        self.maximumMessage = max(0, maximumMessage)
        self.maximumFragments = max(1, maximumFragments)
        self.allowedReservedBits = allowedReservedBits
        self.peer = peer
    }
}
