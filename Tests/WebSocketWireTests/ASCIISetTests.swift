import Testing

@testable import WebSocketWire

@Suite struct ASCIISetTests {
    private static let letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    @Test(arguments: [
        (ASCIISet.token, "!#$%&'*+-.^_`|~" + letters), (ASCIISet.authority, "-._~%:[]" + letters),
    ])
    func aSetHasItsCharactersAndNoOthers(set: ASCIISet, characters: String) {
        for byte in UInt8.min...UInt8.max {
            #expect(set.contains(byte) == characters.utf8.contains(byte), "\(byte)")
        }
    }

    @Test func theFirstOtherIsFound() {
        let found = { (text: String) in
            Array(text.utf8).withUnsafeBytes { ASCIISet.token.firstOther(in: $0) }
        }
        #expect(found("Sec-WebSocket-Key: x") == 17)
        #expect(found(" folded") == 0)
        #expect(found("Upgrade") == nil)
        #expect(found("") == nil)
    }
}
