import Testing

@testable import WebSocketWire

@Suite struct HandshakePolicyTests {
    static func judge(
        _ policy: HandshakePolicy, path: String = "/", host: String = "example.com",
        origin: String? = nil
    ) -> Rule? {
        let more = origin.map { ["Origin: \($0)"] } ?? []
        guard let read = request(handshake(line: "GET \(path) HTTP/1.1", host: host, adding: more))
        else {
            Issue.record("not a request")
            return nil
        }
        return policy.judge(read)?.rule
    }

    @Test(
        arguments: [
            ("example.com", "http://example.com", nil), ("example.com", "https://example.com", nil),
            ("Example.com:80", "http://example.com", nil),
            ("example.com:443", "https://EXAMPLE.com", nil),
            ("example.com:8000", "http://example.com:8000", nil),
            ("[::1]:8000", "http://[::1]:8000", nil),
            ("example.com", "http://evil.com", .originRefused),
            ("example.com", "http://example.com.evil.com", .originRefused),
            ("example.com", "http://example.com:8000", .originRefused),
            ("example.com:443", "http://example.com", .originRefused),
            ("example.com", "null", .originRefused), ("example.com", "example.com", .originRefused),
            ("example.com", "://example.com", .originRefused),
            ("example.com", "http://example.com:+80", .originRefused),
            ("example.com", "http://u@example.com", .originRefused),
            ("example.com", "http://example.com/", .originRefused),
        ] as [(String, String, Rule?)])
    func byDefaultAPageMayCallItsOwnHost(host: String, origin: String, rule: Rule?) {
        #expect(Self.judge(HandshakePolicy(), host: host, origin: origin) == rule)
    }

    @Test func aClientThatIsNoPageHasNoOrigin() {
        #expect(Self.judge(HandshakePolicy(origins: ["https://a.b"])) == nil)
    }

    @Test func listedOriginsMatchSchemeHostAndPort() {
        let policy = HandshakePolicy(origins: ["https://a.b", "http://c.d:81", "null"])
        #expect(Self.judge(policy, origin: "https://a.b") == nil)
        #expect(Self.judge(policy, origin: "https://A.b:443") == nil)
        #expect(Self.judge(policy, origin: "http://c.d:81") == nil)
        #expect(Self.judge(policy, origin: "null") == nil)
        #expect(Self.judge(policy, origin: "http://a.b") == .originRefused)
        #expect(Self.judge(policy, origin: "http://c.d") == .originRefused)
        #expect(Self.judge(policy, origin: "http://example.com") == .originRefused)
        #expect(Self.judge(HandshakePolicy(origins: ["*"]), origin: "x://y") == nil)
    }

    @Test(
        arguments: [
            ("localhost", nil), ("LOCALHOST:8000", nil), ("127.0.0.1:8000", nil),
            ("127.255.3.4", nil), ("[::1]:8000", nil), ("[::1]", nil), ("listed.example", nil),
            ("listed.example:9", nil), ("ported.example:81", nil),
            ("ported.example", .hostRefused), ("rebound.evil", .hostRefused),
            ("127.0.0.1.evil", .hostRefused), ("127.0.0.256", .hostRefused),
            ("127.1", .hostRefused),
            ("localhost.evil", .hostRefused), ("localhost:99999", .hostRefused),
            ("[::2]", .hostRefused), (":80", .hostRefused),
        ] as [(String, Rule?)])
    func boundToLoopbackOnlyLoopbackOrListedHostsPass(host: String, rule: Rule?) {
        let policy = HandshakePolicy(
            hosts: ["listed.example", "ported.example:81"], loopbackHostsOnly: true)
        #expect(Self.judge(policy, host: host) == rule)
        #expect(Self.judge(HandshakePolicy(), host: host) == nil)
    }

    @Test func onlyListedPathsAreServed() {
        let policy = HandshakePolicy(paths: ["/chat"])
        #expect(Self.judge(policy, path: "/chat?x=1") == nil)
        #expect(Self.judge(policy, path: "/chat/") == .pathRefused)
        #expect(Self.judge(HandshakePolicy(), path: "/anything") == nil)
    }

    @Test func theClientsOrderDecidesTheSubprotocol() throws {
        let read = try #require(
            request(handshake(adding: ["Sec-WebSocket-Protocol: soap, wamp, mqtt"])))
        #expect(HandshakePolicy(subprotocols: ["mqtt", "wamp"]).subprotocol(for: read) == "wamp")
        #expect(HandshakePolicy(subprotocols: ["WAMP"]).subprotocol(for: read) == nil)
        #expect(HandshakePolicy().subprotocol(for: read) == nil)
    }
}
