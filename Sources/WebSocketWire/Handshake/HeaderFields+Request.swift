extension HeaderFields {
    /// What RFC 6455 §4.2.1 demands of the fields together, in its order.
    ///
    /// - Parameter end: where the head ends, and so where a missing field is missed.
    func breach(of line: RequestLine, end: Int) -> Breach? {
        if let body { return Breach(rule: .requestBody, byteOffset: body) }
        if let secondHost { return Breach(rule: .duplicateHost, byteOffset: secondHost) }
        guard let host, !host.isEmpty else { return Self.breach(.missingHost, host, end) }
        if !upgradesToWebSocket {
            return Self.breach(.missingUpgrade, upgrade, end)
        }
        if !connectionUpgrades {
            return Self.breach(.missingConnectionUpgrade, connection, end)
        }
        guard let version, HTTPGrammar.matches(slice(version), "13") else {
            return Self.breach(.unsupportedVersion, version, end)
        }
        if let wrongExtension {
            return Breach(rule: .malformedExtensions, byteOffset: wrongExtension)
        }
        if let secondKey { return Breach(rule: .duplicateKey, byteOffset: secondKey) }
        guard let key else { return Self.breach(.missingKey, nil, end) }
        guard HandshakeKey(slice(key)) != nil else {
            return Breach(rule: .invalidKey, byteOffset: key.lowerBound)
        }
        return nil
    }

    /// Where a field is, or where it is missed.
    private static func breach(_ rule: Rule, _ field: Range<Int>?, _ end: Int) -> Breach {
        Breach(rule: rule, byteOffset: field?.lowerBound ?? end, isMissing: field == nil)
    }

    /// The request, once nothing is broken.
    func request(of line: RequestLine) -> HandshakeRequest {
        let mark = line.pathAndQuery.firstIndex(of: UInt8(ascii: "?"))
        let path = line.pathAndQuery[..<(mark ?? line.pathAndQuery.count)]
        return HandshakeRequest(
            method: "GET", target: String(decoding: line.target, as: UTF8.self),
            path: path.isEmpty ? "/" : String(decoding: path, as: UTF8.self),
            query: mark.map {
                String(decoding: line.pathAndQuery[($0 &+ 1)...], as: UTF8.self)
            },
            httpVersion: line.httpVersion, closesConnection: connectionCloses,
            host: line.authority.map { String(decoding: $0, as: UTF8.self) }
                ?? host.map(string) ?? "",
            origin: origin.map(string), key: key.map(string) ?? "", version: 13,
            subprotocols: subprotocols, extensions: extensions,
            extensionOffers: extensionOffers,
            userAgent: userAgent.map(string), headerCount: count,
            targetOffset: RequestLine.targetOffset,
            hostOffset: line.authority == nil
                ? host?.lowerBound ?? 0 : RequestLine.targetOffset,
            originOffset: origin?.lowerBound)
    }
}
