import Testing

@testable import WebSocketWire

@Suite struct HandshakeParserTests {
    @Test func theRequestOfTheRFCIsRead() throws {
        let bytes = handshake(adding: [
            "Origin: http://example.com", "Sec-WebSocket-Protocol: chat, superchat",
        ])
        let read = try #require(request(bytes))
        #expect(answer(bytes) == .request(read, bytes.count))
        #expect(read.method == "GET")
        #expect(read.target == "/chat")
        #expect(read.path == "/chat")
        #expect(read.query == nil)
        #expect(read.httpVersion == 0x0101)
        #expect(read.host == "server.example.com")
        #expect(read.origin == "http://example.com")
        #expect(read.key == sampleKey)
        let nonce = "the sample nonce".utf8.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        #expect(read.decodedKey.high == UInt64(truncatingIfNeeded: nonce >> 64))
        #expect(read.decodedKey.low == UInt64(truncatingIfNeeded: nonce))
        #expect(read.subprotocols == ["chat", "superchat"])
        #expect(read.headerCount == 7)
        #expect(read.extensions == nil)
    }

    /// The order and the values that real clients send.
    @Test(arguments: [
        // Chromium
        """
        GET /?a=1&b=2 HTTP/1.1|Host: 127.0.0.1:8000|Connection: Upgrade|Pragma: no-cache|\
        Cache-Control: no-cache|User-Agent: Mozilla/5.0|Upgrade: websocket|\
        Origin: http://127.0.0.1:8000|Sec-WebSocket-Version: 13|\
        Accept-Encoding: gzip, deflate, br|Accept-Language: en|\
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|\
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits||
        """,
        // Firefox
        """
        GET / HTTP/1.1|Host: localhost:8000|User-Agent: Mozilla/5.0|Accept: */*|\
        Sec-WebSocket-Version: 13|Origin: null|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|\
        DNT: 1|Connection: keep-alive, Upgrade|Upgrade: websocket||
        """,
        // A Python client, and a device that saves every blank
        """
        GET / HTTP/1.1|Host: [::1]:8000|Upgrade: websocket|Connection: Upgrade|\
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Version: 13||
        """,
        """
        GET http://h:1 HTTP/1.1|host:h|UPGRADE:WebSocket|connection:UPGRADE|\
        sec-websocket-key:dGhlIHNhbXBsZSBub25jZQ==|sec-websocket-version:\t13  ||
        """,
    ])
    func realClientsAreUnderstood(text: String) {
        let bytes = text.flatMap { $0 == "|" ? [13, 10] : Array($0.utf8) }
        #expect(request(bytes)?.key == sampleKey)
        for count in 0..<bytes.count { #expect(answer(Array(bytes[..<count])) == .needsMore) }
    }

    @Test func targetsAreSplit() {
        let plain = request(handshake(line: "GET /a/b?x=1?y HTTP/1.1"))
        #expect(plain?.path == "/a/b")
        #expect(plain?.query == "x=1?y")
        let absolute = request(handshake(line: "GET ws://Other.host:81?q HTTP/1.1"))
        #expect(absolute?.target == "ws://Other.host:81?q")
        #expect(absolute?.host == "Other.host:81")
        #expect(absolute?.path == "/")
        #expect(absolute?.query == "q")
    }

    @Test func framesThatFollowTheHeadAreLeft() {
        let head = handshake()
        guard case .request(_, let count) = answer(head + frameBytes(1, [0x0D, 0x0A])) else {
            Issue.record("no request")
            return
        }
        #expect(count == head.count)
    }

    @Test func listsMayBeRepeatedAndCookiesLong() {
        let read = request(
            handshake(
                upgrade: "h2c", connection: "keep-alive",
                adding: [
                    "Upgrade: foo,,websocket", "Connection: , Upgrade",
                    "Cookie: \(String(repeating: "c", count: 4_000))",
                    "Sec-WebSocket-Protocol: a", "Sec-WebSocket-Protocol: b,c",
                    "Sec-WebSocket-Extensions: x", "Sec-WebSocket-Extensions: y",
                ]))
        #expect(read?.subprotocols == ["a", "b", "c"])
        #expect(read?.extensions == "x, y")
    }

    @Test(arguments: [
        "POST / HTTP/1.1", "get / HTTP/1.1", "GETS / HTTP/1.1", "HEAD / HTTP/1.0",
    ])
    func otherMethodsAreNotGet(line: String) {
        #expect(answer(handshake(line: line)) == .rejected(.methodNotGet))
    }

    @Test(arguments: [
        "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET /", "GET", "GET / http/1.1", "GET / HTTP/2.0",
        "GET / HTTP/11", "GET /a b HTTP/1.1", "GET /#f HTTP/1.1", "GET * HTTP/1.1",
        "GET host:80 HTTP/1.1", "GET ftp://h/ HTTP/1.1", "GET http:// HTTP/1.1",
        "GET http://u@h/ HTTP/1.1", "GET /\u{7F} HTTP/1.1", "GET /é HTTP/1.1", " GET / HTTP/1.1",
        "", "GET\t/ HTTP/1.1", "\u{16}\u{3}\u{1}", "GET /\0 HTTP/1.1", "GET / HTTP/1.1\r",
    ])
    func brokenRequestLinesAreNamed(line: String) {
        #expect(answer(handshake(line: line)) == .rejected(.malformedRequestLine))
    }

    @Test(arguments: ["1.0", "0.9"])
    func oldVersionsOfHTTPAreNamed(version: String) {
        #expect(
            answer(handshake(line: "GET / HTTP/\(version)")) == .rejected(.httpVersionTooLow))
    }

    @Test(arguments: [
        "Cookie : a", " folded", "\tfolded", ": empty", "no colon", "a b: c", "X: a\0b",
        "X: a\u{1}", "X: a\u{7F}", "X: a\rb", "Xé: a", "X: a\nY: b", "Host",
        "Sec-WebSocket-Protocol: a/b", "Sec-WebSocket-Protocol: a b", "Origin: a\r\nOrigin: b",
        "Sec-WebSocket-Version: 13",
    ])
    func brokenFieldsAreNamed(field: String) {
        #expect(answer(handshake(adding: [field])) == .rejected(.malformedHeader))
    }

    @Test(arguments: ["a b", "a,b", "u@h", "h/p", "h?", "é"])
    func aHostThatIsNoAuthorityIsMalformed(host: String) {
        #expect(answer(handshake(host: host)) == .rejected(.malformedHeader))
    }

    @Test func aRejectedHandshakeSaysWhere() {
        let bytes = handshake(adding: ["Bad : 1"])
        let place = bytes.count - "Bad : 1\r\n\r\n".utf8.count + 3
        #expect(breach(bytes) == Breach(rule: .malformedHeader, byteOffset: place))
        #expect(breach(Array("GET /\u{1}".utf8)) == nil)
        #expect(breach(Array("PUT ".utf8)) == Breach(rule: .methodNotGet, byteOffset: 0))
    }

    @Test func obsTextInAValueIsKeptAsValidText() {
        let head = handshake(ending: "")
        let bytes = head + Array("User-Agent: ".utf8) + [0xFF, 0xE9, 13, 10, 13, 10]
        #expect(request(bytes)?.userAgent == "\u{FFFD}\u{FFFD}")
    }

    @Test func anyPrefixAndAnyFlippedByteEndWithoutATrap() {
        var random = SplitMix(seed: 9112)
        let whole = handshake(adding: ["Origin: http://a.b:1", "Sec-WebSocket-Protocol: x, y"])
        for _ in 0..<4_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let final = answer(bytes)
            if case .rejected = final {
                #expect((breach(bytes)?.byteOffset ?? -1) <= bytes.count)
            }
            // What is rejected early is rejected for the same reason in the end.
            let prefix = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            if case .rejected(let early) = answer(prefix) { #expect(final == .rejected(early)) }
        }
    }
}
