extension Rule {
    /// What a rule is about.
    public enum Subject: String, Sendable {
        case frame
        /// A client's opening handshake. RFC 6455 §4.2.1.
        case request
        /// A server's answer to it. RFC 6455 §4.1.
        case response
    }

    public var subject: Subject {
        switch self {
        case .malformedResponse, .responseWithoutUpgrade, .wrongAccept, .unofferedSubprotocol,
            .unofferedExtension:
            return .response
        default:
            if case .http = reaction { return .request }
            return .frame
        }
    }
}
