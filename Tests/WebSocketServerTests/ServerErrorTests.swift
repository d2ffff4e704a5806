import Testing
import WebSocketServer

@Suite("A server error says what failed, where, and what to do")
struct ServerErrorTests {
    @Test(arguments: [
        (
            ServerError.addressInUse(host: "127.0.0.1", port: 8000),
            "127.0.0.1:8000 is in use: another program listens there; stop it or choose"
                + " another port"
        ),
        (
            .permissionDenied(host: "::", port: 80),
            "no permission to listen on [::]:80: ports below 1024 are for privileged programs;"
                + " choose a higher port"
        ),
        (
            .keyDoesNotMatch(certificate: "a.pem", key: "b.pem"),
            "the key b.pem does not belong to the certificate a.pem; give the pair that was made"
                + " together"
        ),
        (.systemCall(name: "socket", errno: 24), "socket failed: Too many open files"),
    ])
    func reads(_ error: ServerError, _ text: String) {
        #expect(error.description == text)
    }
}
