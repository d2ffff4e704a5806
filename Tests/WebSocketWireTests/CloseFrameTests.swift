import Testing

@testable import WebSocketWire

@Suite struct CloseFrameTests {
    enum Read: Equatable {
        case lawful(CloseCode?, String)
        case broken(Rule, Int)
    }

    static func read(_ payload: [UInt8]) -> Read {
        payload.withUnsafeBytes { memory in
            switch CloseFrame.read(memory) {
            case .payload(let code, let reason):
                .lawful(code, String(decoding: reason, as: UTF8.self))
            case .broken(let rule, let offset): .broken(rule, offset)
            }
        }
    }

    static func write(_ code: CloseCode?, _ reason: String) -> [UInt8]? {
        var memory = [UInt8](repeating: 0xEE, count: 300)
        var text = reason
        let count = memory.withUnsafeMutableBytes { target in
            text.withUTF8 { source in
                target.baseAddress.flatMap {
                    CloseFrame.write(code: code, reason: UnsafeRawBufferPointer(source), to: $0)
                }
            }
        }
        return count.map { Array(memory.prefix($0)) }
    }

    @Test func codeAndReasonAreRead() {
        #expect(Self.read([]) == .lawful(nil, ""))
        #expect(Self.read([0x03, 0xE8]) == .lawful(.normalClosure, ""))
        #expect(
            Self.read([0x0F, 0xA0] + Array("bye €".utf8))
                == .lawful(CloseCode(rawValue: 4000), "bye €"))
    }

    @Test func everyCodeIsJudgedByTheRegistry() {
        for code in UInt16.min...UInt16.max {
            let lawful = [1000...1003, 1007...1014, 3000...4999].contains { $0.contains(Int(code)) }
            let read = Self.read([UInt8(code >> 8), UInt8(code & 0xFF)])
            let expected: Read =
                lawful ? .lawful(CloseCode(rawValue: code), "") : .broken(.invalidCloseCode, 0)
            if read != expected { Issue.record("\(code): \(read)") }
        }
    }

    @Test func brokenPayloadsAreNamedWithTheirPlace() {
        #expect(Self.read([0x03]) == .broken(.truncatedCloseCode, 0))
        #expect(Self.read([0x03, 0xE8, 0x61, 0xFF]) == .broken(.invalidCloseReason, 3))
        #expect(Self.read([0x03, 0xE8, 0xE2, 0x82]) == .broken(.invalidCloseReason, 4))
    }

    @Test func whatIsWrittenIsReadBack() {
        #expect(Self.write(nil, "") == [])
        #expect(Self.write(.goingAway, "shutdown €") == [0x03, 0xE9] + Array("shutdown €".utf8))
        let longest = String(repeating: "r", count: CloseFrame.maximumReason)
        #expect(Self.write(.normalClosure, longest)?.count == 125)
    }

    @Test func whatMayNotBeSentIsNotWritten() {
        #expect(Self.write(.noStatusReceived, "") == nil)
        #expect(Self.write(.abnormalClosure, "") == nil)
        #expect(Self.write(.tlsHandshake, "") == nil)
        #expect(Self.write(nil, "reason without a code") == nil)
        #expect(Self.write(.normalClosure, String(repeating: "r", count: 124)) == nil)
    }
}
