import Testing
import WebSocketServer

@testable import SysWSS

@Suite("The service's life")
struct ServiceTests {
    private func service() -> SYS_WSS {
        let service = SYS_WSS()
        service.setOption(.slots, "3")
        return service
    }

    @Test func itRunsOnceAtATime() throws {
        let service = service()
        #expect(service.slots == 0 && service.port == 0)
        let addresses = try service.initialize(SYS_WSS_CONFIG(port: 0))
        #expect(service.slots == 3 && service.port == addresses.first?.port)
        #expect(service.state(of: 0) == .closed && service.state(of: 99) == .closed)
        #expect(throws: SYS_WSS_ERROR.self) { try service.initialize(SYS_WSS_CONFIG(port: 0)) }
        #expect(service.lastError.contains("runs already on ws://127.0.0.1:"))
        #expect(service.setOption(.slots, "4") == .failure)
        service.deinitialize()
        service.deinitialize()
        #expect(service.slots == 0 && service.port == 0)
        try service.initialize(SYS_WSS_CONFIG(port: 0))
        #expect(service.counters(of: -1)?.receivedMessages == 0)
        service.deinitialize()
    }

    @Test func nothingIsSentWhereNobodyIs() throws {
        let service = service()
        #expect(service.sendMessage("x", to: 0) == .failure)
        #expect(service.sendMessage("x", to: -1) == .failure)
        try service.initialize(SYS_WSS_CONFIG(port: 0))
        #expect(service.sendMessage("x", to: 0) == .failure)
        #expect(service.lastError == "SYS_WSS_sendMessage, client 0: not connected")
        #expect(service.pingClient(clientIndex: 3) == .failure)
        #expect(service.lastError == "SYS_WSS_PingClient, client 3: no such slot")
        #expect(service.closeConnection(clientIndex: 1) == .failure)
        #expect(service.sendMessage("x", to: -1) == .success)
        service.deinitialize()
    }

    @Test func whatMustNotBeSentIsRefusedWhoeverItIsFor() throws {
        let service = service()
        try service.initialize(SYS_WSS_CONFIG(port: 0))
        let long = [UInt8](repeating: 0x61, count: 126)
        long.withUnsafeBytes { long in
            #expect(service.pingClient(long, clientIndex: 0) == .invalidFrame)
            #expect(
                service.closeConnection(code: 1000, long, clientIndex: 0) == .invalidFrame)
            #expect(service.sendMessage(.ping, long, to: 0) == .invalidFrame)
        }
        for code: SYS_WSS_STATUS_CODE in [.noStatusReceived, .abnormalClosure, .tlsHandshake] {
            #expect(service.closeConnection(code, clientIndex: 0) == .invalidFrame)
        }
        let bad: [UInt8] = [0xC0, 0xAF]
        bad.withUnsafeBytes { bad in
            #expect(service.sendMessage(.text, bad, to: -1) == .invalidFrame)
        }
        service.deinitialize()
    }

    @Test func itFailsInWordsAndServesNothing() throws {
        let first = service()
        try first.initialize(SYS_WSS_CONFIG(port: 0))
        let second = service()
        let port = UInt32(first.port)
        #expect(throws: SYS_WSS_ERROR.self) { try second.initialize(SYS_WSS_CONFIG(port: port)) }
        #expect(second.lastError.contains("is in use") && second.slots == 0)
        second.setOption(.certificate, "/nowhere.pem")
        second.setOption(.key, "/nowhere.key")
        #expect(throws: SYS_WSS_ERROR.self) {
            try second.initialize(SYS_WSS_CONFIG(port: 0, isTLSEnabled: true))
        }
        #expect(second.lastError.contains("/nowhere.pem") && second.port == 0)
        first.deinitialize()
    }

    /// A service that nobody holds any more ends: its port is free again.
    @Test func itEndsWithItsLastOwner() throws {
        var service: SYS_WSS? = self.service()
        let port = UInt32(try #require(try service?.initialize(SYS_WSS_CONFIG(port: 0)).first).port)
        service = nil
        let next = self.service()
        var attempts = 0
        while next.port == 0, attempts < 1000 {
            attempts += 1
            _ = try? next.initialize(SYS_WSS_CONFIG(port: port))
            next.tasks()
        }
        #expect(next.port == UInt16(port))
        next.deinitialize()
    }
}
