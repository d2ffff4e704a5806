import Testing
import WebSocketEngine

@testable import WebSocketServer

@Suite("Hosts become addresses")
struct SocketAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1:8000"), ("0.0.0.0", "0.0.0.0:8000"), ("::1", "[::1]:8000"),
        ("[::1]", "[::1]:8000"), ("::", "[::]:8000"),
    ])
    func numeric(_ host: String, _ expected: String) throws {
        let addresses = try HostResolver.resolve(host, port: 8000)
        #expect(addresses.map(\.peer.description) == [expected])
    }

    @Test func port() throws {
        var address = try #require(try HostResolver.resolve("::1", port: 1).first)
        address.port = 65_535
        #expect(address.port == 65_535)
        #expect(address.peer == PeerAddress(high: 0, low: 1, port: 65_535))
    }

    @Test(arguments: [
        (Duration.zero, UInt64(0)), (.milliseconds(1500), 1_500_000_000), (.seconds(-1), 0),
        (.seconds(Int64.max), UInt64.max >> 2),
    ])
    func durations(_ duration: Duration, _ expected: UInt64) {
        #expect(duration.nanoseconds == expected)
    }

    @Test func anAddressThatTheKernelDoesNotTellIsNone() {
        #expect(SocketAddress(boundTo: -1)?.port == nil)
    }
}
