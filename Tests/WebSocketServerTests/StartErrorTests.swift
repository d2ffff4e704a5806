import Glibc
import Testing

@testable import WebSocketServer

@Suite("A server that cannot start says why and leaves nothing open")
struct StartErrorTests {
    @Test func addressInUse() throws {
        let first = try TestServer()
        let port = first.address.port
        #expect(throws: ServerError.addressInUse(host: "127.0.0.1", port: port)) {
            try TestServer { $0.port = port }
        }
    }

    @Test func unknownHost() {
        #expect {
            try TestServer { $0.hosts = ["no such host"] }
        } throws: {
            guard case ServerError.hostNotFound("no such host", _) = $0 else { return false }
            return true
        }
    }

    @Test func noHosts() {
        #expect(throws: ServerError.noHosts) { try TestServer { $0.hosts = [] } }
    }

    @Test func foreignAddress() {
        #expect(throws: ServerError.addressNotAvailable(host: "192.0.2.1", port: 0)) {
            try TestServer { $0.hosts = ["192.0.2.1"] }
        }
    }

    @Test func certificates() throws {
        let folder = try TemporaryFolder()
        let (certificate, key) = try folder.writeIdentity("a")
        let (_, otherKey) = try folder.writeIdentity("b")
        let garbage = try folder.write("garbage", "no PEM here")
        let missing = folder.path + "/missing"

        func start(_ certificate: String, _ key: String) throws -> TestServer {
            try TestServer { $0.tls = .files(certificate: certificate, key: key) }
        }
        let client = try start(certificate, key).open()
        #expect(client.certificateFingerprint != nil)
        #expect(throws: ServerError.keyDoesNotMatch(certificate: certificate, key: otherKey)) {
            try start(certificate, otherKey)
        }
        #expect(
            throws: ServerError.certificateUnusable(
                path: missing, reason: "No such file or directory")
        ) { try start(missing, key) }
        #expect(
            throws: ServerError.keyUnusable(path: missing, reason: "No such file or directory")
        ) { try start(certificate, missing) }
        #expect(
            throws: ServerError.certificateUnusable(path: garbage, reason: "no start line")
        ) { try start(garbage, key) }
    }

    @Test func fingerprint() throws {
        let server = try TestServer(secure: true)
        let client = try server.open()
        #expect(client.certificateFingerprint == server.server.certificateFingerprint)
        #expect(server.address.url.hasPrefix("wss://127.0.0.1:"))
    }
}
