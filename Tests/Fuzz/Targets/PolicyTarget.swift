@testable import WebSocketWire

extension FuzzTarget {
    /// Who is let in: hosts and origins beside a second, plainer reading of the same rules, or the
    /// shares of addresses beside a count.
    static let policy = FuzzTarget(name: "policy") { input in
        var choices = Choices(input)
        let traits = choices.byte()
        if traits & 1 != 0 { return shareAddresses(&choices) }
        let lines = choices.rest.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count > 2 else { return }
        var listed: [[String]] = [[], [], []]
        for (index, line) in lines.dropFirst(3).prefix(9).enumerated() {
            listed[index % 3].append(line)
        }
        var policy = HandshakePolicy(
            listeningOn: traits & 2 == 0 ? ["127.0.0.1", "::1", "localhost"] : ["0.0.0.0"],
            paths: traits & 4 == 0 ? nil : ["/"], origins: listed[0], subprotocols: ["chat"])
        policy.hosts = listed[1]
        policy.allowedHosts = listed[2]
        for line in lines { compareHost(line) }
        judge(request(host: lines[0], origin: lines[1], target: lines[2]), policy)
    }

    private static func request(host: String, origin: String, target: String) -> [UInt8] {
        let fields = origin.isEmpty ? "" : "Origin: \(origin)\r\n"
        return Array(
            """
            GET \(target) HTTP/1.1\r
            Host: \(host)\r
            \(fields)Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: soup, chat\r\n\r\n
            """.utf8)
    }

    private static func judge(_ bytes: [UInt8], _ policy: HandshakePolicy) {
        guard case .request(let request, _) = bytes.withUnsafeBytes({ HandshakeParser.parse($0) })
        else { return }
        let verdict = policy.judge(request)
        check((verdict?.byteOffset ?? 0) < bytes.count, "a place outside of the request")
        check(policy.subprotocol(for: request) == "chat", "another subprotocol")
        let reading = PlainReading(policy: policy)
        guard reading.allowsHost(request.host) else {
            return check(verdict?.rule == .hostRefused, "\(request.host) was let in")
        }
        check(verdict?.rule != .hostRefused, "\(request.host) was refused")
        guard reading.allowsOrigin(request.origin, host: request.host) else {
            return check(verdict?.rule == .originRefused, "\(request.origin ?? "") was let in")
        }
        check(verdict?.rule != .originRefused, "\(request.origin ?? "") was refused")
        let isServed = policy.paths?.contains(request.path) ?? true
        check((verdict == nil) == isServed, "\(request.path) was judged otherwise")
    }

    /// What may be configured as a host can come as one.
    private static func compareHost(_ text: String) {
        guard HandshakePolicy.isHost(text) else { return }
        check(PlainReading.authority(text) != nil, "\(text) is a host that nobody can name")
        check(text.utf8.allSatisfy(HTTPGrammar.isAuthority), "\(text) cannot come as a host")
    }
}

/// The rules of hosts and origins, read slowly.
private struct PlainReading {
    let policy: HandshakePolicy

    static func authority(_ text: String) -> (name: String, port: Int?)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isBare = parts.count == 1 || parts.last?.contains("]") == true
        let name = isBare ? text : parts.dropLast().joined(separator: ":")
        guard !name.isEmpty else { return nil }
        let lowered = String(name.map { $0.isASCII ? Character($0.lowercased()) : $0 })
        guard !isBare, let digits = parts.last, !digits.isEmpty else { return (lowered, nil) }
        guard digits.allSatisfy({ "0"..."9" ~= $0 }), let port = UInt16(digits) else { return nil }
        return (lowered, Int(port))
    }

    private static func isLoopback(_ name: String) -> Bool {
        if name == "localhost" || name == "[::1]" { return true }
        let octets = name.split(separator: ".", omittingEmptySubsequences: false).map { part in
            part.allSatisfy { "0"..."9" ~= $0 } ? UInt8(part) : nil
        }
        return name.hasPrefix("127.") && octets.count == 4 && !octets.contains(nil)
    }

    private static func lists(_ hosts: [String], _ host: (name: String, port: Int?)) -> Bool {
        hosts.compactMap(authority).contains {
            $0.name == host.name && ($0.port == nil || $0.port == host.port)
        }
    }

    func allowsHost(_ text: String) -> Bool {
        if !policy.loopbackHostsOnly && policy.allowedHosts.isEmpty { return true }
        guard let host = Self.authority(text) else { return false }
        let isOurs = Self.isLoopback(host.name) || Self.lists(policy.hosts, host)
        return (policy.loopbackHostsOnly && isOurs) || Self.lists(policy.allowedHosts, host)
    }

    private static let ports = ["http": 80, "ws": 80, "https": 443, "wss": 443]

    private static func origin(_ text: String) -> [String]? {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains(":"),
            let authority = authority(String(parts[1]))
        else { return nil }
        let scheme = parts[0].lowercased()
        let port = authority.port ?? ports[scheme]
        return [scheme, authority.name, port.map(String.init) ?? "none"]
    }

    func allowsOrigin(_ text: String?, host: String) -> Bool {
        guard let text, !policy.origins.contains("*"), !policy.origins.contains(text) else {
            return true
        }
        guard let origin = Self.origin(text) else { return false }
        guard policy.origins.isEmpty else {
            return policy.origins.compactMap(Self.origin).contains(origin)
        }
        guard let own = Self.authority(host) else { return false }
        let port = own.port ?? Self.ports[origin[0]]
        return own.name == origin[1] && (port.map(String.init) ?? "none") == origin[2]
    }
}
