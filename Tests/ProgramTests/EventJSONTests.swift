import Console
import Testing
import WebSocketEngine
import WebSocketWire

@testable import wscope

@Suite struct EventJSONTests {
    private func line(
        _ kind: EventKind, _ detail: EventDetail, _ preview: EventRecord.Preview = .init(),
        id: ConnectionID = ConnectionID(slot: 2, generation: 7)
    ) -> String {
        let record = EventRecord(
            sequence: 1, kind: kind, id: id, time: .zero, detail: detail, preview: preview)
        return EventJSON.line(record, time: "T", peer: PeerAddress(ipv4: 0x7F00_0001, port: 9))
    }

    private static let head =
        #","slot":2,"generation":7,"peer":"127.0.0.1:9""#

    @Test func aMessage() {
        #expect(
            line(.textReceived, .message(frame: 4, fragments: 2), .init("Hi\u{1B}"))
                == #"{"time":"T","event":"TXT_DATA_RX""# + Self.head
                + #","bytes":3,"text":"Hi\\x1b","frame":4,"fragments":2}"#)
    }

    @Test func anEndTellsWhoWhyAndWhich() {
        let facts = CloseFacts(
            initiator: .engine, cause: .breach(Verdict(rule: .reservedBitSet, bits: 1..<2)),
            code: .protocolError)
        #expect(
            line(.closed, .closed(facts))
                == #"{"time":"T","event":"CLOSED""# + Self.head
                + #","code":1002,"meaning":"protocol error","initiator":"engine","cause":"breach""#
                + #","rule":"reservedBitSet","section":"RFC 6455 §5.2""#
                + #","title":"reserved bit set without an extension""#
                + #","byte":0,"bit":1,"bits":1,"reaction":"close 1002"}"#)
    }

    @Test func aRefusedHandshakeTellsClauseByteAndStatus() {
        let verdict = Verdict(rule: .missingKey, byteOffset: 87, isMissing: true)
        let facts = CloseFacts(
            initiator: .engine, cause: .breach(verdict), code: .abnormalClosure)
        #expect(
            line(.closing, .closing(facts)).hasSuffix(
                #""cause":"breach","rule":"missingKey","section":"RFC 6455 §4.2.1""#
                    + #","title":"no Sec-WebSocket-Key","byte":87"#
                    + #","reaction":"HTTP 400","status":400}"#))
    }

    @Test func aBreachTellsClausePlaceAndReaction() {
        let text = line(
            .invalidFrame, .breach(frame: 9, Verdict(rule: .unmaskedFrame, bits: 8..<9)))
        #expect(text.contains(#""section":"RFC 6455 §5.1""#))
        #expect(
            text.contains(#""byte":1,"bit":8,"bits":1,"reaction":"close 1002","frame":9"#))
    }

    @Test func aFailureOfTheListenerHasNoSlot() {
        let text = line(
            .error, .failure(.transport(24)), id: ConnectionID(slot: .max, generation: 0))
        #expect(!text.contains("slot") && text.contains(#""errno":24"#))
    }

    @Test func aPrintedLineIsNeutralisedWholeAndMarkedWhereItIsCut() {
        let line = { (text: String, isCut: Bool) in
            EventJSON.line(
                PrintedLine(time: .zero, bytes: Array(text.utf8), isCut: isCut), time: "T")
        }
        #expect(
            line("a \"b\" \u{1B}[2J", false)
                == #"{"time":"T","event":"PRINT","text":"a \"b\" \\x1b[2J"}"#)
        #expect(line("", false) == #"{"time":"T","event":"PRINT","text":""}"#)
        let long = String(repeating: "\u{7}", count: PrintedLine.capacity)
        let spelled = String(repeating: #"\\x07"#, count: PrintedLine.capacity)
        #expect(
            line(long, true) == #"{"time":"T","event":"PRINT","text":""# + spelled
                + #"","cut":true}"#
        )
    }

    @Test func anOutcomeTellsWhatBecameOfACommand() {
        let outcome = CommandOutcome(verb: .close, token: 1, reached: 0, refusal: .slotReused)
        #expect(
            line(.outcome, .outcome(outcome)).hasSuffix(
                #""reached":0,"refusal":"the slot was reused by a later connection"}"#))
    }
}
