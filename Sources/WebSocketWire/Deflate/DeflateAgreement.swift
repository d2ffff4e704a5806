/// What client and server have agreed on for one connection. RFC 7692 §7.1.
@frozen
public struct DeflateAgreement: Hashable, Sendable {
    /// Whether a message of ours may refer to the ones before it. RFC 7692 §7.1.1.1.
    public var serverTakesOver: Bool
    /// Whether the client's may. RFC 7692 §7.1.1.2.
    public var clientTakesOver: Bool
    /// How far back our messages refer at most; nil, as far as can be: 15. RFC 7692 §7.1.2.1.
    public var serverWindowBits: Int?
    /// How far back the client's do; nil for 15. RFC 7692 §7.1.2.2.
    public var clientWindowBits: Int?

    public init(
        serverTakesOver: Bool = true, clientTakesOver: Bool = true, serverWindowBits: Int? = nil,
        clientWindowBits: Int? = nil
    ) {
        self.serverTakesOver = serverTakesOver
        self.clientTakesOver = clientTakesOver
        self.serverWindowBits = serverWindowBits
        self.clientWindowBits = clientWindowBits
    }

    /// The value of Sec-WebSocket-Extensions in the response. RFC 7692 §7.1.
    public var headerValue: String {
        var text = DeflateOffer.name
        if !serverTakesOver { text += "; server_no_context_takeover" }
        if !clientTakesOver { text += "; client_no_context_takeover" }
        if let serverWindowBits { text += "; server_max_window_bits=\(serverWindowBits)" }
        if let clientWindowBits { text += "; client_max_window_bits=\(clientWindowBits)" }
        return text
    }
}
