import Testing
import WebSocketWire

@Suite struct HandshakeSecretsTests {
    private static func hidden(_ head: String) -> String {
        var bytes = Array(head.utf8)
        bytes.withUnsafeMutableBytes { HandshakeSecrets.hide(in: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("GET /a?b=c HTTP/1.1\r\n", "GET /a?*** HTTP/1.1\r\n"),
        ("GET /a HTTP/1.1\r\n", "GET /a HTTP/1.1\r\n"),
        ("GET /\r\nAUTHORIZATION:  Basic x\r\n", "GET /\r\nAUTHORIZATION:  *******\r\n"),
        ("GET /\r\nCookie: a=b", "GET /\r\nCookie: ***"),
        ("GET /\nSet-Cookie:a\nX: y", "GET /\nSet-Cookie:*\nX: y"),
        ("GET /\r\nReferer: http://a/?t=1\r\n", "GET /\r\nReferer: http://a/?***\r\n"),
        ("GET /\r\nSec-WebSocket-Protocol: chat\r\n", "GET /\r\nSec-WebSocket-Protocol: chat\r\n"),
        ("", ""), ("\n\n:\n", "\n\n:\n"), ("?", "?"), ("GET ?x", "GET ?*"),
    ])
    func onlySecretsAreOverwritten(head: String, expected: String) {
        #expect(Self.hidden(head) == expected)
    }

    @Test func tokensAmongSubprotocolsAreOverwritten() {
        let token = String(repeating: "t", count: 40)
        let head = "GET /\r\nSec-WebSocket-Protocol: bearer, \(token), chat\r\n\r\n"
        #expect(Self.hidden(head) == head.replacing(token, with: String(repeating: "*", count: 40)))
    }

    @Test func anyBytesKeepTheirPlaces() {
        var bytes = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
        let lines = bytes.enumerated().filter { $0.element == 0x0A }.map(\.offset)
        bytes.withUnsafeMutableBytes { HandshakeSecrets.hide(in: $0) }
        #expect(bytes.enumerated().filter { $0.element == 0x0A }.map(\.offset) == lines)
    }
}
