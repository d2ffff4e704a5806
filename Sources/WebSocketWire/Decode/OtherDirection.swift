/// What is known of the other direction of a stream.
public struct OtherDirection: Hashable, Sendable {
    /// Sec-WebSocket-Key of the client.
    public var key: String?
    public var request: HandshakeRequest?
    public var response: ServerResponse?

    public init(key: String? = nil) { self.key = key }

    /// Reads the opening handshake at the start of the other direction; nil where there is none
    /// that is lawful and whole.
    public init?(opening bytes: [UInt8], from sender: Endpoint) {
        let isRead = bytes.withUnsafeBytes { memory in
            sender == .client ? readRequest(memory) : readResponse(memory)
        }
        if !isRead { return nil }
    }

    private mutating func readRequest(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard case .request(let request, _) = HandshakeParser.parse(bytes) else { return false }
        self.request = request
        key = request.key
        return true
    }

    private mutating func readResponse(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while case .response(let response) = ResponseParser.parse(rest) {
            guard response.isInterim else {
                self.response = response
                return true
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[response.byteCount...])
        }
        return false
    }
}
