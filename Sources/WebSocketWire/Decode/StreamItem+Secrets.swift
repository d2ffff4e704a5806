extension StreamItem {
    /// With the secrets of its handshake overwritten, byte for byte.
    public var hidingSecrets: StreamItem {
        switch self {
        case .request(var request):
            request.head.withUnsafeMutableBytes { HandshakeSecrets.hide(in: $0) }
            return .request(request)
        case .response(var response):
            response.head.withUnsafeMutableBytes { HandshakeSecrets.hide(in: $0) }
            if let name = response.response?.subprotocol {
                response.response?.subprotocol = HandshakeSecrets.hidden(subprotocol: name)
            }
            return .response(response)
        case .frame, .end: return self
        }
    }
}
