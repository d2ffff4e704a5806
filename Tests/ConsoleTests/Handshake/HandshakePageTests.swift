import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct HandshakePageTests {
    private static func record(
        _ request: String, _ response: String, cut: Int = 0
    ) -> HandshakeRecord {
        HandshakeRecord(
            sequence: 1, id: id(0, 12), time: seconds(100), request: Array(request.utf8),
            response: Array(response.utf8), cut: cut)
    }

    /// The example of RFC 6455 §1.3.
    static let rfc = record(
        "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")

    private static func console(_ record: HandshakeRecord) -> Conversation {
        var console = Conversation.busy()
        console.receives(at: 271) { $0.handshakes = [record] }
        console.types("1", "g")
        return console
    }

    @Test(arguments: [false, true])
    func theAcceptValueIsDerived(byCommand: Bool) {
        var console = Self.console(Self.rfc)
        if byCommand {
            console.types(":")
            console.types(text: "handshake 0")
            console.types(.enter)
        } else {
            console.types("o")
        }
        console.shows("GET /chat HTTP/1.1")
        console.shows("+ GUID    258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
        console.shows("SHA-1     b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea")
        console.shows("answered  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=  equal")
        console.types("q")
        console.shows("1 SLOTS")
    }

    @Test func aWrongAnswerIsNotEqual() {
        let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
        var console = Self.console(
            Self.record(
                "GET / HTTP/1.1\r\n\(key)\r\n\r\n",
                "HTTP/1.1 101 x\r\nSec-WebSocket-Accept: AAAA\r\n\r\n", cut: 7))
        console.types("o")
        console.shows("AAAA  not equal")
        console.shows("7 bytes are not kept")
    }

    @Test func whatHasNoKeySaysSo() {
        var console = Self.console(Self.record("GET /\u{1b}[2J HTTP/1.1\r\n", ""))
        console.types("o")
        console.shows("GET /\\x1b[2J HTTP/1.1")
        console.shows("the request has no Sec-WebSocket-Key")
    }

    @Test func aHandshakeThatIsNotKeptIsTold() {
        var console = Conversation.busy()
        console.types("1", "g", "o")
        console.shows("the handshake of 0.12 is not kept")
    }

    @Test func theShelfIsBounded() {
        var shelf = HandshakeShelf()
        for number in 0..<2_000 {
            shelf.add(
                HandshakeRecord(
                    sequence: UInt64(number), id: id(UInt32(number), 1), time: .zero, request: [],
                    response: []))
        }
        #expect(shelf[id(0, 1)] == nil && shelf[id(1_999, 1)] != nil)
        #expect(shelf[id(UInt32(2_000 - HandshakeShelf.capacity), 1)] != nil)
        #expect(shelf[id(UInt32(1_999 - HandshakeShelf.capacity), 1)] == nil)
    }
}
