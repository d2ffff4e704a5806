import Testing

@testable import WebSocketWire

@Suite struct HandshakeResponseTests {
    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Status line, fields and body of a response.
    static func parts(_ bytes: [UInt8]) -> (line: String, fields: [String], body: String) {
        let text = text(bytes)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let end = lines.firstIndex(of: "") ?? lines.endIndex
        return (
            String(lines.first ?? ""), lines[..<end].dropFirst().map(String.init),
            lines[end...].dropFirst().joined(separator: "\r\n")
        )
    }

    @Test func switchingProtocolsIsTheAnswerOfTheRFC() throws {
        let read = try #require(request(handshake()))
        #expect(
            Self.text(HandshakeResponse.switchingProtocols(read, subprotocol: "chat")) == """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                Sec-WebSocket-Protocol: chat\r
                \r\n
                """)
        let bare = Self.parts(HandshakeResponse.switchingProtocols(read, server: "wscope"))
        #expect(bare.fields.count == 4)
        #expect(bare.fields.last == "Server: wscope")
    }

    @Test func everyRuleOfTheHandshakeIsAnsweredWithItsStatusAndAnExactLength() {
        for rule in Rule.allCases {
            guard case .http(let status) = rule.reaction else { continue }
            let (line, fields, body) = Self.parts(HandshakeResponse.rejection(rule: rule))
            #expect(line.hasPrefix("HTTP/1.1 \(status) "))
            #expect(!line.hasSuffix("Error"), "\(status) has a reason phrase of its own")
            #expect(fields.contains("Content-Length: \(body.utf8.count)"))
            #expect(fields.contains { $0.hasPrefix("Connection: ") && $0.hasSuffix("close") })
            #expect(body.hasSuffix("\n") && body.split(separator: "\n").count == 1)
            #expect(body.contains(rule.title) && body.contains(rule.section))
        }
    }

    @Test func someStatusesSayWhatWouldDo() {
        let wrongVersion = Self.parts(HandshakeResponse.rejection(rule: .unsupportedVersion))
        #expect(wrongVersion.line == "HTTP/1.1 426 Upgrade Required")
        #expect(wrongVersion.fields.contains("Sec-WebSocket-Version: 13"))
        #expect(wrongVersion.fields.contains("Upgrade: websocket"))
        let wrongMethod = Self.parts(HandshakeResponse.rejection(rule: .methodNotGet))
        #expect(wrongMethod.line == "HTTP/1.1 400 Bad Request")
        let full = Self.parts(HandshakeResponse.serviceUnavailable(server: "wscope"))
        #expect(full.line == "HTTP/1.1 503 Service Unavailable")
        #expect(full.fields.contains("Retry-After: 5"))
        #expect(full.fields.contains("Connection: close"))
        #expect(full.fields.contains("Server: wscope"))
    }
}
