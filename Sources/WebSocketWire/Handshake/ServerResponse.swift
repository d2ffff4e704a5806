/// A server's answer to an opening handshake, as a client reads it. RFC 6455 §4.1.
public struct ServerResponse: Hashable, Sendable {
    public var status: UInt16
    public var reason: String
    /// Whether Upgrade names websocket and Connection names Upgrade.
    public var upgrades: Bool
    /// Sec-WebSocket-Accept; nil without one.
    public var accept: String?
    public var subprotocol: String?
    /// Sec-WebSocket-Extensions as sent; nil without one.
    public var extensions: String?
    /// The same, taken apart.
    public var agreedExtensions: [ExtensionOffer]
    /// Bytes of the whole head.
    public var byteCount: Int
    /// Where what a client looks at is, or where it is missed.
    var acceptPlace: Int
    var upgradePlace: Int
    var subprotocolPlace: Int
    var extensionsPlace: Int

    /// Whether frames follow.
    public var isSwitching: Bool { status == 101 }

    /// Whether another head follows. RFC 9110 §15.2.
    public var isInterim: Bool { (100..<200).contains(status) && !isSwitching }

    /// What permessage-deflate was agreed on; nil without it, or where its parameters are none.
    public var deflate: DeflateAgreement? {
        agreedExtensions.lazy.compactMap(DeflateOffer.init).first.map {
            DeflateAgreement(
                serverTakesOver: !$0.serverNoContextTakeover,
                clientTakesOver: !$0.clientNoContextTakeover,
                serverWindowBits: $0.serverWindowBits, clientWindowBits: $0.clientWindowBits)
        }
    }

    /// The first rule that the answer breaks; without the key or the request, what can be said
    /// without them. RFC 6455 §4.1, RFC 7692 §5.
    public func judge(key: String?, request: HandshakeRequest?) -> Verdict? {
        guard isSwitching else { return nil }
        if !upgrades { return breach(.responseWithoutUpgrade, at: upgradePlace) }
        if !accepts(key ?? request?.key) { return breach(.wrongAccept, at: acceptPlace) }
        if let request, let subprotocol, !request.subprotocols.contains(subprotocol) {
            return breach(.unofferedSubprotocol, at: subprotocolPlace)
        }
        return isOffered(request) ? nil : breach(.unofferedExtension, at: extensionsPlace)
    }

    private func accepts(_ key: String?) -> Bool {
        guard let accept else { return false }
        guard let key else { return Base64.decode(Array(accept.utf8))?.count == 20 }
        return accept == AcceptKey.compute(key: key)
    }

    private func isOffered(_ request: HandshakeRequest?) -> Bool {
        agreedExtensions.allSatisfy { agreed in
            let isLawful = agreed.name != DeflateOffer.name || DeflateOffer(agreed) != nil
            guard let request else { return isLawful }
            return isLawful && request.extensionOffers.contains { $0.name == agreed.name }
        }
    }

    private func breach(_ rule: Rule, at place: Int) -> Verdict {
        Verdict(rule: rule, byteOffset: place, isMissing: place >= byteCount - 2)
    }
}
