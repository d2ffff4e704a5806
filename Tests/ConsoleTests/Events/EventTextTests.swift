import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct EventTextTests {
    static let vectors: [(EventRecord, String)] = [
        (
            .event(1, .connecting, id(0, 12), at: 1, .fromTen),
            "12:00:01.000 0.12  CONNECTING     from 10.0.0.7:51544"
        ),
        (
            .event(1, .connected, id(0, 12), at: 1, .upgraded, Array("/chat".utf8)),
            "12:00:01.000 0.12  CONNECTED      101 ok, path /chat"
        ),
        (
            .event(
                1, .textReceived, id(0, 12), at: 1.5, .message(frame: 1041, fragments: 1),
                Array("Hello".utf8)),
            "12:00:01.500 0.12  TXT_DATA_RX    #1041 fin 5B \"Hello\""
        ),
        (
            .event(
                1, .textReceived, id(3, 1), at: 1.5, .message(frame: 9, fragments: 3),
                Array("a\u{1B}[0m\u{202E}".utf8)),
            "12:00:01.500 3.1   TXT_DATA_RX    #9 fin of 3 fragments 8B \"a\\x1b[0m<U+202E>\""
        ),
        (
            .event(
                1, .binaryReceived, id(0, 12), at: 1, .message(frame: 0, fragments: 1), [0, 0xFF]),
            "12:00:01.000 0.12  BIN_DATA_RX    fin 2B 00 ff"
        ),
        (
            .event(1, .pingReceived, id(0, 12), at: 1, .ping(frame: 5), []),
            "12:00:01.000 0.12  PING_RX        #5 0B"
        ),
        (
            .event(1, .pongReceived, id(0, 12), at: 1, .pong(frame: 5, roundTrip: 4_200_000)),
            "12:00:01.000 0.12  PONG_RX        #5 RTT 4.2 ms"
        ),
        (
            .event(1, .pongReceived, id(0, 12), at: 1, .pong(frame: 5, roundTrip: nil)),
            "12:00:01.000 0.12  PONG_RX        #5 unsolicited"
        ),
        (
            .event(
                1, .closeFrameReceived, id(0, 12), at: 1,
                .closeFrame(frame: 6, code: .normalClosure), [3, 0xE8] + Array("bye".utf8)),
            "12:00:01.000 0.12  CLOSE_FRAME_RX #6 1000 normal closure \"bye\""
        ),
        (
            .event(1, .closed, id(0, 12), at: 1, .closed(.operatorClose)),
            "12:00:01.000 0.12  CLOSED         1000 normal closure, by operator"
        ),
        (
            .event(1, .invalidFrame, id(0, 12), at: 1, .breach(frame: 7, .rsv1)),
            "12:00:01.000 0.12  INVALID_FRAME  #7 reserved bit set without an extension  "
                + "RFC 6455 §5.2, byte 0, bit 1 -> close 1002"
        ),
        (
            .event(
                1, .closing, id(0, 12), at: 1,
                .closing(
                    .init(
                        initiator: .engine,
                        cause: .breach(
                            Verdict(rule: .missingKey, byteOffset: 87, isMissing: true)),
                        code: .abnormalClosure))),
            "12:00:01.000 0.12  CLOSING        HTTP 400, by engine: no Sec-WebSocket-Key, "
                + "RFC 6455 §4.2.1, byte 87, the end"
        ),
        (
            .event(1, .timeout, id(0, 12), at: 1, .timeout(.idle)),
            "12:00:01.000 0.12  TIMEOUT        idle: no frame within the idle timeout"
        ),
        (
            .event(1, .error, id(0, 12), at: 1, .failure(.tlsFailed)),
            "12:00:01.000 0.12  ERR            TLS failed"
        ),
        (
            .event(
                1, .outcome, id(0, 12), at: 1,
                .outcome(.init(verb: .close, token: 1, reached: 0, refusal: .notConnected))),
            "12:00:01.000 0.12  COMMAND        close refused: not connected"
        ),
        (
            .event(
                1, .outcome, id(.max, 0), at: 1,
                .outcome(.init(verb: .send, token: 1, reached: 8, refusal: nil))),
            "12:00:01.000 -     COMMAND        send reached 8"
        ),
    ]

    @Test(arguments: vectors.indices)
    func anEventIsOneLine(_ index: Int) {
        let (record, line) = Self.vectors[index]
        #expect(EventText.line(record, .noon) == line)
    }

    @Test func everyEventHasAVector() {
        #expect(Set(Self.vectors.map(\.0.kind)) == Set(EventKind.allCases))
    }

    @Test func aTextCutInsideACharacterEndsBeforeIt() {
        let payload = Array(String(repeating: "é", count: 50).utf8)
        let record = EventRecord.event(
            1, .textReceived, id(0, 1), at: 1, .message(frame: 1, fragments: 1),
            [0x61] + payload)
        let line = EventText.line(record, .noon)
        #expect(line.hasSuffix("é…\""))
        #expect(!line.contains("\\x"))
    }
}
