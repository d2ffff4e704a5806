/// One thing that a stream says, in its order.
public enum StreamItem: Hashable, Sendable {
    case request(DecodedRequest)
    case response(DecodedResponse)
    case frame(DecodedFrame)
    case end(StreamEnd)
}

/// A client's opening handshake in a stream. RFC 6455 §4.1.
public struct DecodedRequest: Hashable, Sendable {
    /// As received, as far as it is there.
    public var head: [UInt8]
    /// nil for one that is broken or torn.
    public var request: HandshakeRequest?
    public var breach: Verdict?
    /// The extension that the frames behind it are read with.
    public var deflate: DeflateAgreement?
    /// Whether nothing tells that the server agreed to it.
    public var isDeflateAssumed = false

    /// What the server has to answer the key with. RFC 6455 §4.2.2.
    public var accept: String? { request.map { AcceptKey.compute(key: $0.key) } }
}

/// A server's answer in a stream. RFC 6455 §4.2.2.
public struct DecodedResponse: Hashable, Sendable {
    public var offset: Int
    /// As received, as far as it is there.
    public var head: [UInt8]
    /// nil for one that is malformed or torn.
    public var response: ServerResponse?
    public var breach: Verdict?
    /// What the accept value must be; nil where the key is not known.
    public var expectedAccept: String?
}

/// The end of a stream, and what it came to.
public struct StreamEnd: Hashable, Sendable {
    public var bytes = 0
    public var frames = 0
    public var messages = 0
    public var breaches = 0
    /// Whether the last thing is incomplete: a head, or a frame.
    public var isTorn = false
    /// Whether frames follow the opening handshake at all.
    public var isOpen = false
    /// Whether a close frame was among the frames.
    public var isClosed = false
    /// Bytes behind a handshake that opened nothing: an HTTP body, or what nobody will read.
    public var strayBytes = 0
    /// The first of them.
    public var stray: [UInt8] = []

    public init() {}
}
