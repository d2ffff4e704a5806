import Testing

@testable import WebSocketServer

@Suite("The names of a self-signed certificate")
struct SelfSignedCertificateTests {
    @Test(arguments: [
        ([], "DNS:localhost,IP:127.0.0.1,IP:::1"),
        (["192.0.2.7", "[::1]", "localhost"], "DNS:localhost,IP:127.0.0.1,IP:::1,IP:192.0.2.7"),
        (["bench.example"], "DNS:localhost,IP:127.0.0.1,IP:::1,DNS:bench.example"),
        (["a,DNS:b", "", "ü"], "DNS:localhost,IP:127.0.0.1,IP:::1"),
    ])
    func alternativeNames(_ names: [String], _ expected: String) {
        #expect(SelfSignedCertificate.alternativeNames(names) == expected)
    }
}
