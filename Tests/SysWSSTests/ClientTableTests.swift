import Testing
import WebSocketEngine
import WebSocketWire

@testable import SysWSS

@Suite("What is known of a client, and what may be sent to it")
struct ClientTableTests {
    private let table = ClientTable()
    private let first = ConnectionID(slot: 0, generation: 1)
    private let second = ConnectionID(slot: 0, generation: 2)

    init() { table.reset(slots: 2) }

    private func happens(
        _ kind: EventKind, _ id: ConnectionID, _ detail: EventDetail = .none
    ) {
        table.note(
            Event(
                kind: kind, id: id, time: Instant(nanoseconds: 1), detail: detail,
                payload: UnsafeRawBufferPointer(start: nil, count: 0)))
    }

    private func claims(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ bytes: [UInt8] = []
    ) -> Refusal? {
        let answer = bytes.withUnsafeBytes { table.claim(id, opcode, fin: fin, $0) }
        if case .failure(let refusal) = answer { return refusal }
        return nil
    }

    private func refusal(_ index: Int32) -> Refusal? {
        if case .failure(let refusal) = table.recipient(index) { return refusal }
        return nil
    }

    @Test func statesFollowTheEvents() {
        #expect(table[0]?.state == .closed && table[2] == nil && table[-1] == nil)
        happens(.connecting, first)
        #expect(table[0]?.state == .connecting && refusal(0) == .notConnected)
        happens(.connected, first, .handshake(HandshakeFacts(keyHigh: 1, keyLow: 2)))
        #expect(table[0]?.state == .connected && refusal(0) == nil)
        #expect(table.connected == [first])
        happens(.closing, first)
        #expect(table[0]?.state == .closing && table[0]?.handshake?.keyLow == 2)
        happens(.closed, first)
        #expect(table[0]?.state == .closed && table[0]?.handshake == nil)
        #expect(refusal(1) == .notConnected && refusal(2) == .noSuchSlot)
    }

    @Test func nothingOfAnEarlierClientIsLeft() {
        happens(.connecting, first)
        happens(.connected, first, .handshake(HandshakeFacts(keyHigh: 1, keyLow: 2)))
        #expect(claims(first, .text, fin: false) == nil)
        happens(.closed, first)
        happens(.connecting, second)
        #expect(table[0]?.handshake == nil)
        happens(.connected, second)
        #expect(claims(second, .text, fin: true) == nil)
        #expect(claims(first, .text, fin: true) == .notConnected)
        table.beginClosing(first)
        #expect(table[0]?.state == .connected)
        table.beginClosing(second)
        #expect(table[0]?.state == .closing && claims(second, .text, fin: true) == .notConnected)
    }

    @Test func fragmentsFollowTheirOrder() {
        happens(.connecting, first)
        happens(.connected, first)
        #expect(claims(first, .continuation, fin: true) == .fragmentOrder)
        #expect(claims(first, .text, fin: false, [0xC3]) == nil)
        #expect(claims(first, .binary, fin: true) == .fragmentOrder)
        #expect(claims(first, .continuation, fin: true) == .notUTF8)
        #expect(claims(first, .continuation, fin: false, [0xA9]) == nil)
        #expect(claims(first, .continuation, fin: true, [0xFF]) == .notUTF8)
        #expect(claims(first, .continuation, fin: true, [0x61]) == nil)
        #expect(claims(first, .binary, fin: false, [0xFF]) == nil)
        #expect(claims(first, .continuation, fin: true, [0xFF]) == nil)
    }

    @Test func aFrameThatWasNotSentIsPutBack() {
        happens(.connecting, first)
        happens(.connected, first)
        let claim = table.claim(
            first, .text, fin: false, UnsafeRawBufferPointer(start: nil, count: 0))
        guard case .success(let before) = claim else {
            Issue.record("refused")
            return
        }
        table.putBack(before, first)
        #expect(claims(first, .text, fin: true) == nil)
    }
}
