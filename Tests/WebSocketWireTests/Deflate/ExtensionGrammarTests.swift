import Testing

@testable import WebSocketWire

@Suite struct ExtensionGrammarTests {
    static func read(_ text: String) -> ExtensionGrammar.Reading {
        Array(text.utf8).withUnsafeBytes(ExtensionGrammar.read)
    }

    @Test(arguments: [
        ("foo", [ExtensionOffer("foo")]),
        ("foo, bar", [ExtensionOffer("foo"), ExtensionOffer("bar")]),
        (" foo\t,, bar , ", [ExtensionOffer("foo"), ExtensionOffer("bar")]),
        ("foo; a", [ExtensionOffer("foo", [.init("a")])]),
        ("foo;a=1;b", [ExtensionOffer("foo", [.init("a", "1"), .init("b")])]),
        ("foo ; a = 1 ,bar", [ExtensionOffer("foo", [.init("a", "1")]), ExtensionOffer("bar")]),
        ("foo; a=\"10\"", [ExtensionOffer("foo", [.init("a", "10")])]),
        ("foo; a=\"1\\0\"; b", [ExtensionOffer("foo", [.init("a", "10"), .init("b")])]),
        ("foo; a; a", [ExtensionOffer("foo", [.init("a"), .init("a")])]),
    ])
    func offersAreReadInOrder(text: String, offers: [ExtensionOffer]) {
        #expect(Self.read(text) == .offers(offers))
    }

    @Test(arguments: [
        ("", 0), (" , ,", 4), ("foo bar", 4), ("foo;", 4), ("foo;,bar", 4), ("foo; =1", 5),
        ("foo; a=", 7), ("foo; a=,", 7), ("foo; a=\"\"", 8), ("foo; a=\"1", 9),
        ("foo; a=\"1 0\"", 9), ("foo; a=\"1\\", 10), ("foo; a=\"1\"0", 10), ("foo=1", 3),
        ("(foo)", 0), ("foo; a=b=c", 8), ("foo; é", 5),
    ])
    func theFirstWrongByteIsNamed(text: String, offset: Int) {
        #expect(Self.read(text) == .malformed(at: offset))
    }

    @Test func aRequestCarriesItsOffers() throws {
        let read = try #require(
            request(
                handshake(adding: [
                    "Sec-WebSocket-Extensions: a; b=1", "sec-websocket-extensions: \tc",
                ])))
        #expect(read.extensions == "a; b=1, c")
        #expect(
            read.extensionOffers == [ExtensionOffer("a", [.init("b", "1")]), ExtensionOffer("c")])
        #expect(request(handshake())?.extensionOffers == [])
    }

    @Test func aRequestWithMalformedOffersIsRefusedAtTheirByte() throws {
        let bytes = handshake(adding: ["Sec-WebSocket-Extensions: a; b=1;"])
        let refusal = try #require(breach(bytes))
        #expect(refusal.rule == .malformedExtensions)
        let end = try #require(bytes.firstRange(of: Array("b=1;".utf8))?.upperBound)
        #expect(refusal.byteOffset == end)
    }
}
