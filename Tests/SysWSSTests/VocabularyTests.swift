import Testing
import WebSocketEngine

@testable import SysWSS

@Suite("The document's names have the document's values")
struct VocabularyTests {
    @Test func rawValues() {
        #expect(SYS_WSS_RESULT.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
        #expect(SYS_WSS_STATE.allCases.map(\.rawValue) == [0, 1, 2, 3])
        #expect(SYS_WSS_EVENTS.allCases.map(\.rawValue) == Array(0...11))
        #expect(SYS_WSS_FRAME.allCases.map(\.rawValue) == [0, 1, 2, 8, 9, 10])
        let codes = Array(1000...1003) + Array(1005...1011) + [UInt32(1015)]
        #expect(SYS_WSS_STATUS_CODE.allCases.map(\.rawValue) == codes)
    }

    @Test func constants() {
        #expect(SYS_WSS.keepAliveTimerPeriod == 100)
        #expect(SYS_WSS.clientKeySize == 16 && SYS_WSS.clientKeySizeDecoded == 16)
        #expect(SYS_WSS.serverKeySize == 50 && SYS_WSS.sha1DigestSize == 20)
        #expect(SYS_WSS.httpVersion0_9 == 0x0009 && SYS_WSS.httpVersion1_0 == 0x0100)
        #expect(SYS_WSS.httpVersion1_1 == 0x0101 && SYS_WSS.statusCodeLength == 2)
        #expect(SYS_WSS.guid == "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
    }

    @Test("Every event of the engine that has a callback is one of the interface's")
    func events() {
        for kind in EventKind.allCases where kind.isSysWSS {
            #expect(SYS_WSS_EVENTS(rawValue: UInt32(kind.rawValue)) != nil, "\(kind)")
        }
        #expect(SYS_WSS_EVENTS(rawValue: UInt32(EventKind.outcome.rawValue)) == nil)
    }

    @Test("States are the engine's")
    func states() {
        for state in [ConnectionState.connecting, .connected, .closing, .closed] {
            #expect(SYS_WSS_STATE(state).rawValue == UInt32(state.rawValue))
        }
    }

    @Test("Every refusal has a result, and none is success")
    func results() {
        #expect(SYS_WSS_RESULT(nil) == .success)
        for refusal in Refusal.allCases { #expect(SYS_WSS_RESULT(refusal) != .success) }
        #expect(SYS_WSS_RESULT(.notConnected) == .failure)
        #expect(SYS_WSS_RESULT(.payloadTooLong) == .invalidFrame)
    }

    /// Acceptance point 2.
    @Test func headerBits() {
        let header = SYS_WSS_FRAME_HEADER(0x81, 0x85)
        #expect(header.fin && header.mask && header.resvd == 0)
        #expect(header.opcode == 1 && header.payloadLen == 5 && header.extPayloadLenSize == 0)
        let other = SYS_WSS_FRAME_HEADER(0x72, 0x7F)
        #expect(!other.fin && !other.mask && other.resvd == 7)
        #expect(other.opcode == 2 && other.payloadLen == 127 && other.extPayloadLenSize == 8)
    }

    /// Acceptance point 5: the sample of RFC 6455 §1.3.
    @Test func handshakeContext() {
        let context = SYS_WSS_HANDSHAKE_CTXT(
            HandshakeFacts(
                keyHigh: 0x7468_6520_7361_6D70, keyLow: 0x6C65_206E_6F6E_6365, hasOrigin: true))
        #expect(context.clientKey == Array("the sample nonce".utf8))
        #expect(context.serverKey == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(context.httpVersion == SYS_WSS.httpVersion1_1 && context.webSocketVersion == 13)
        #expect(context.hasOrigin && context.upgradesToWebSocket && context.connectionUpgrades)
        #expect(!context.connectionCloses)
        // The layout is asserted in C; the bytes are ours.
        let bytes = withUnsafeBytes(of: context.inC) { Array($0) }
        #expect(Array(bytes[7..<24]) == Array("the sample nonce\0".utf8))
        #expect(Array(bytes[24..<53]) == Array("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\0".utf8))
    }
}
