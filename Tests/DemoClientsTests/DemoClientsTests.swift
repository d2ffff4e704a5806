import Testing

@testable import DemoClients

@Suite struct DemoClientsTests {
    /// Port 9 of loopback answers with a reset; stopping must not wait for a server.
    @Test func stopEndsClientsThatFindNoServer() throws {
        let clients = try DemoClients(
            count: 4, address: ServerAddress(host: "127.0.0.1", port: 9, isSecure: false))
        clients.stop()
    }

    @Test func stopSignalStaysRaised() throws {
        let signal = try StopSignal()
        #expect(!signal.isRaised)
        signal.raise()
        #expect(signal.isRaised)
        #expect(signal.wait(milliseconds: 60_000))
    }

    @Test(arguments: [
        ("0.0.0.0", "127.0.0.1:8000"), ("::", "[::1]:8000"), ("::1", "[::1]:8000"),
        ("localhost", "localhost:8000"),
    ])
    func unspecifiedAddressIsReachedByLoopback(host: String, authority: String) {
        #expect(ServerAddress(host: host, port: 8000, isSecure: false).authority == authority)
    }
}
