import Testing

@testable import WebSocketServer

@Suite("Ciphertext that waits")
struct BacklogTests {
    @Test func keepsOrderAcrossPartialSends() {
        var backlog = Backlog()
        Array(UInt8(0)..<100).withUnsafeBytes { backlog.append($0) }
        backlog.removeFirst(40)
        Array(UInt8(100)..<120).withUnsafeBytes { backlog.append($0) }
        #expect(Array(backlog.bytes) == Array(UInt8(40)..<120))
        backlog.removeFirst(80)
        #expect(backlog.isEmpty)
        #expect(backlog.count == 0)
    }
}
