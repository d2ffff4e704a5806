import Testing

@testable import WebSocketWire

@Suite struct Base64Tests {
    /// The vectors of RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func base64GoesBothWays(plain: String, encoded: String) {
        #expect(Base64.encode(plain.utf8) == Array(encoded.utf8))
        #expect(Base64.decode(Array(encoded.utf8)) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zg==Zg==", "Z===", "Zm9 ", "Zm9-", "=Zg="])
    func whatIsNoBase64IsNotDecoded(text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }

    @Test func anyBytesSurviveBase64() {
        var random = SplitMix(seed: 4648)
        for count in 0...70 {
            let bytes = random.bytes(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
