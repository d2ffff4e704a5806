import Testing

@testable import WebSocketWire

@Suite struct DeflatePolicyTests {
    /// The server's own windows at their largest, so that the client's words decide.
    static let wide = DeflatePolicy(serverWindowBits: 15, clientWindowBits: 15)

    static func answer(_ text: String, _ policy: DeflatePolicy = wide) -> String? {
        guard case .offers(let offers) = ExtensionGrammarTests.read(text) else { return nil }
        return policy.agreement(to: offers)?.headerValue
    }

    @Test(arguments: [
        ("permessage-deflate", "permessage-deflate"),
        (
            "permessage-deflate; server_no_context_takeover",
            "permessage-deflate; server_no_context_takeover"
        ),
        (
            "permessage-deflate; client_no_context_takeover",
            "permessage-deflate; client_no_context_takeover"
        ),
        (
            "permessage-deflate; server_max_window_bits=15",
            "permessage-deflate; server_max_window_bits=15"
        ),
        (
            "permessage-deflate; server_max_window_bits=\"8\"",
            "permessage-deflate; server_max_window_bits=8"
        ),
        (
            "permessage-deflate; client_max_window_bits",
            "permessage-deflate; client_max_window_bits=15"
        ),
        (
            "permessage-deflate; client_max_window_bits=9",
            "permessage-deflate; client_max_window_bits=9"
        ),
        (
            "permessage-deflate; client_max_window_bits=8; server_max_window_bits=10;"
                + " client_no_context_takeover; server_no_context_takeover",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                + " server_max_window_bits=10; client_max_window_bits=8"
        ),
    ])
    func aLawfulOfferIsMet(offer: String, answer: String) {
        #expect(Self.answer(offer) == answer)
    }

    @Test(arguments: [
        "x-webkit-deflate-frame", "Permessage-Deflate",
        "permessage-deflate; unknown", "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=08",
        "permessage-deflate; server_max_window_bits=+9",
        "permessage-deflate; server_max_window_bits=99999999999999999999",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=\"010\"",
        "permessage-deflate; client_max_window_bits; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
    ])
    func anUnlawfulOfferIsDeclinedAndTheNextOneTried(offer: String) {
        #expect(Self.answer(offer) == nil)
        #expect(Self.answer("foo, \(offer), permessage-deflate") == "permessage-deflate")
    }

    @Test func theFirstOfSeveralIsMet() {
        let text =
            "permessage-deflate; client_max_window_bits; server_max_window_bits=10,"
            + " permessage-deflate; client_max_window_bits"
        #expect(
            Self.answer(text)
                == "permessage-deflate; server_max_window_bits=10; client_max_window_bits=15")
    }

    @Test func thePolicyNarrowsWhatTheOfferAllows() {
        let frugal = DeflatePolicy(serverTakesOver: false, clientTakesOver: false)
        #expect(
            Self.answer("permessage-deflate; client_max_window_bits", frugal)
                == "permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                + " client_max_window_bits=12")
        #expect(
            Self.answer("permessage-deflate; server_max_window_bits=14", DeflatePolicy())
                == "permessage-deflate; server_max_window_bits=12")
        // A window that the client did not speak of is not spoken of.
        #expect(Self.answer("permessage-deflate", DeflatePolicy()) == "permessage-deflate")
        #expect(Self.answer("permessage-deflate", .off) == nil)
    }

    @Test func valuesThatZlibCannotUseAreMovedIntoItsRange() {
        let policy = DeflatePolicy(
            leastBytes: -1, serverWindowBits: 0, clientWindowBits: 99, memoryLevel: 0, level: 42)
        #expect(policy.leastBytes == 0 && policy.serverWindowBits == 8)
        #expect(policy.clientWindowBits == 15 && policy.memoryLevel == 1 && policy.level == 9)
    }

    @Test func theAnswerNamesTheAgreement() throws {
        let read = try #require(request(handshake()))
        let response = HandshakeResponse.switchingProtocols(
            read, subprotocol: "chat", deflate: DeflateAgreement(clientTakesOver: false))
        let fields = HandshakeResponseTests.parts(response).fields
        #expect(
            fields.contains(
                "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover"))
    }
}
