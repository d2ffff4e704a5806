extension HeaderFields {
    /// What RFC 6455 §4.2.1 demands of the fields together, in its order.
    ///
    /// - Parameter end: where the head ends, and so where a missing field is missed.
    func breach(of line: RequestLine, end: Int) -> Breach? {
        if let body { return Breach(rule: .requestBody, byteOffset: body) }
        if let secondHost { return Breach(rule: .duplicateHost, byteOffset: secondHost) }
        guard let host, !host.isEmpty else { return Breach(rule: .missingHost, byteOffset: end) }
        if !upgradesToWebSocket {
            return Breach(rule: .missingUpgrade, byteOffset: upgrade?.lowerBound ?? end)
        }
        if !connectionUpgrades {
            return Breach(
                rule: .missingConnectionUpgrade, byteOffset: connection?.lowerBound ?? end)
        }
        guard let version, HTTPGrammar.matches(slice(version), "13") else {
            return Breach(rule: .unsupportedVersion, byteOffset: version?.lowerBound ?? end)
        }
        if let wrongExtension {
            return Breach(rule: .malformedExtensions, byteOffset: wrongExtension)
        }
        if let secondKey { return Breach(rule: .duplicateKey, byteOffset: secondKey) }
        guard let key else { return Breach(rule: .missingKey, byteOffset: end) }
        guard isKey(slice(key)) else {
            return Breach(rule: .invalidKey, byteOffset: key.lowerBound)
        }
        return nil
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
            userAgent: userAgent.map(string), headerCount: count)
    }

    /// 22 characters of base64 and the padding that 16 bytes need.
    private func isKey(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count == 24, text[22] == UInt8(ascii: "="), text[23] == UInt8(ascii: "=")
        else { return false }
        return text[..<22].allSatisfy { Base64.value(of: $0) != nil }
    }
}
