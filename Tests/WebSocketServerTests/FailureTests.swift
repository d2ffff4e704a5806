import CEpoll
import Glibc
import Testing
import WebSocketEngine
import WebSocketWire

@testable import WebSocketServer

@Suite("What goes wrong on the way")
struct FailureTests {
    @Test("A peer that resets is closed once, and nobody else notices", arguments: [false, true])
    func reset(secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let other = try server.open()
        let victim = try server.open()
        victim.reset()
        let closed = try #require(server.recorder.first(.closed))
        guard case .closed(let facts) = closed.detail else {
            Issue.record("no facts")
            return
        }
        #expect(facts.initiator == .peer)
        #expect(facts.cause == .transport(ECONNRESET) || facts.cause == .vanished)
        try other.send("still here")
        #expect(try other.receive() == TestClient.Frame("still here"))
        #expect(server.recorder.count(.closed, reaching: 1) == 1)
    }

    @Test("Plain text on a TLS port is an error, not a client")
    func plainTextOnTLS() throws {
        let server = try TestServer(secure: true)
        let good = try server.open()
        let plain = BoundAddress(host: "", address: server.address.address, isSecure: false)
        let stray = try TestClient(plain)
        try stray.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        let error = try #require(server.recorder.first(.error))
        #expect(error.detail == .failure(.tlsFailed))
        try good.send("unharmed")
        #expect(try good.receive() == TestClient.Frame("unharmed"))
        #expect(server.recorder.count(.connecting, reaching: 1) == 1)
    }

    @Test("A TLS handshake that stalls is ended by its deadline")
    func stalledHandshake() throws {
        let server = try TestServer(secure: true) {
            $0.settings.handshakeTimeout = 200 * .millisecond
        }
        let plain = BoundAddress(host: "", address: server.address.address, isSecure: false)
        let stalled = try TestClient(plain)
        try stalled.write([0x16, 0x03, 0x01])
        #expect(stalled.isAtEnd())
    }

    @Test("Without descriptors the listener rests, says so once, and goes on")
    func noDescriptors() throws {
        let failures = Guarded(3)
        let accepting = Accepting { listener, peer in
            let left = failures.withLock {
                $0 -= 1
                return $0
            }
            return left >= 0 ? -EMFILE : Accepting.kernel.accept(listener, &peer)
        }
        let server = try TestServer(accepting: accepting)
        let turnedAway = try (0..<3).map { _ in try server.connect() }
        for client in turnedAway { #expect(client.isAtEnd()) }
        let client = try server.open()
        try client.send("served")
        #expect(try client.receive() == TestClient.Frame("served"))
        let errors = server.recorder.events().filter { $0.kind == .error }
        #expect(errors.map { $0.detail } == [EventDetail.failure(.transport(EMFILE))])
    }

    @Test("A process out of descriptors serves again when it has some")
    func realLimit() async {
        await #expect(processExitsWith: .success) {
            let server = try TestServer()
            let first = try server.open()
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            // Room for one descriptor: the client's own end. The server's has none.
            let probe = dup(0)
            close(probe)
            let full = rlimit(rlim_cur: rlim_t(probe + 1), rlim_max: limit.rlim_max)
            withUnsafePointer(to: full) {
                _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), $0)
            }
            let turnedAway = try server.connect()
            guard turnedAway.isAtEnd() else { exit(1) }
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let later = try server.open()
            try later.send("later")
            guard try later.receive() == TestClient.Frame("later") else { exit(2) }
            try first.send("first")
            guard try first.receive() == TestClient.Frame("first") else { exit(3) }
        }
    }

    @Test("A peer that never reads is stopped from writing, and served when it reads")
    func backPressure() throws {
        let server = try TestServer()
        let client = try server.open()
        let payload = [UInt8](repeating: 7, count: 64 << 10)
        let writing = Background {
            for _ in 0..<400 { try client.send(.binary, payload) }
            return true
        }
        for _ in 0..<400 {
            #expect(try client.receive() == TestClient.Frame(.binary, payload))
        }
        #expect(try writing.value())
        #expect(server.recorder.events().contains { $0.kind == .error } == false)
    }
}
