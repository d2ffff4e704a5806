/// An opening handshake as it went over the wire, its secrets hidden unless the settings show them.
public struct HandshakeRecord: Hashable, Sendable {
    /// Counts every handshake that was kept from 1.
    public var sequence: UInt64
    public var id: ConnectionID
    public var time: Instant
    /// As far as it had come when it was answered.
    public var request: [UInt8]
    public var response: [UInt8]
    /// Bytes of both beyond what is kept.
    public var cut: Int

    public init(
        sequence: UInt64, id: ConnectionID, time: Instant, request: [UInt8], response: [UInt8],
        cut: Int = 0
    ) {
        self.sequence = sequence
        self.id = id
        self.time = time
        self.request = request
        self.response = response
        self.cut = cut
    }
}
