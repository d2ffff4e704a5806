import Testing
import WebSocketWire

@testable import WebSocketEngine

/// What an application may do while it receives an event, answered at once.
@Suite struct ApplicationTests {
    /// Carries a plan out as the server does.
    private func carry(_ script: Script, _ plan: () -> SendPlan) -> Refusal? {
        while true {
            switch plan() {
            case .done, .direct: return nil
            case .flushFirst: script.flush()
            case .refused(let refusal): return refusal
            }
        }
    }

    private func ping(_ script: Script, _ id: ConnectionID, _ payload: [UInt8] = []) -> Refusal? {
        payload.withUnsafeBytes { payload in
            carry(script) { script.engine.ping(id, payload, now: script.now) }
        }
    }

    private func close(
        _ script: Script, _ id: ConnectionID, _ code: CloseCode?, _ reason: [UInt8] = []
    ) -> Refusal? {
        reason.withUnsafeBytes { reason in
            carry(script) {
                script.engine.close(id, code, reason: reason, by: .application, now: script.now)
            }
        }
    }

    @Test func aPingInsideTheCallbackIsAnsweredAtOnce() {
        let script = Script()
        let id = script.joins()
        var answers: [Refusal?] = []
        script.application = { event, script in
            guard event.kind == .textReceived else { return }
            answers.append(ping(script, event.id, [1, 2]))
            answers.append(ping(script, event.id, [UInt8](repeating: 0, count: 126)))
        }
        script.receives(Script.text("x"), from: id)
        #expect(answers == [nil, .payloadTooLong])
        #expect(script.taken(id) == Script.reply(.ping, [1, 2]))
    }

    @Test func afterACloseInsideTheCallbackNothingFollows() {
        let script = Script()
        let id = script.joins()
        var answers: [Refusal?] = []
        script.application = { event, script in
            guard event.kind == .textReceived else { return }
            answers.append(close(script, event.id, .normalClosure, Array("bye".utf8)))
            answers.append(close(script, event.id, .goingAway))
            answers.append(ping(script, event.id))
            answers.append(script.send(event.id, .text, [0x61]))
        }
        script.receives(Script.text("x"), from: id)
        #expect(answers == [nil, .notConnected, .notConnected, .notConnected])
        #expect(script.taken(id) == Script.closeReply(1000, "bye"))
        #expect(script.kinds == [.textReceived, .closing])
    }

    @Test(arguments: [
        (CloseCode.noStatusReceived, 0, Refusal.codeNotSendable),
        (.abnormalClosure, 0, .codeNotSendable), (.tlsHandshake, 0, .codeNotSendable),
        (.normalClosure, 124, .payloadTooLong),
    ])
    func aCloseThatMustNotBeSentIsRefused(code: CloseCode, count: Int, refusal: Refusal) {
        let script = Script()
        let id = script.joins()
        #expect(close(script, id, code, [UInt8](repeating: 0x61, count: count)) == refusal)
        #expect(script.taken(id) == [] && script.engine.isConnected(id))
    }

    /// A peer that does not read cannot make the engine hold pings without end.
    @Test func pingsToAPeerThatDoesNotReadAreBounded() {
        let script = Script {
            $0.sendQueue = 2000
            $0.sendQueueHigh = 1000
        }
        let id = script.joins()
        script.kernelRoom[id.slot] = 0
        var refused = 0
        for _ in 0..<1000 {
            if ping(script, id, [UInt8](repeating: 7, count: 100)) != nil { refused += 1 }
            script.turn()
        }
        #expect(refused > 900)
        #expect(script.engine.totals.queuedBytes <= 2000)
        #expect(script.kinds.count { $0 == .error } == 1)
    }

    /// The message of the event at hand stays readable until the next event, whatever the
    /// application does to the connection meanwhile.
    @Test func aMessageOutlivesItsConnection() {
        let script = Script()
        let id = script.joins()
        let half = [UInt8](repeating: 0x61, count: 30_000)
        var seen: [UInt8] = []
        script.application = { event, script in
            guard event.kind == .textReceived else { return }
            script.engine.perform(
                .abort(.connection(event.id)), by: .application, token: 1, now: script.now)
            script.flush()
            #expect(!script.engine.isConnected(event.id))
            // What the pool gives out now must not be the message.
            if let other = script.engine.pool.take(60_000) {
                other.initializeMemory(as: UInt8.self, repeating: 0xFF)
                if let base = other.baseAddress {
                    script.engine.pool.give(base, capacity: other.count)
                }
            }
            seen = Array(event.payload)
        }
        script.receives(Script.frame(.text, half, fin: false), from: id)
        script.receives(Script.frame(.continuation, half), from: id)
        #expect(seen == half + half)
        script.turn()
        #expect(script.engine.pool.outstandingBytes == 0)
    }

    @Test func connectedTellsWhatTheHandshakeSaid() {
        let script = Script()
        let id = script.connects() ?? ConnectionID(slot: .max, generation: 0)
        script.receives(Script.request, from: id)
        // "the sample nonce", RFC 6455 §1.3.
        let facts = HandshakeFacts(keyHigh: 0x7468_6520_7361_6D70, keyLow: 0x6C65_206E_6F6E_6365)
        #expect(script.events.last?.detail == .handshake(facts))
    }

    @Test func aReplyIsCopiedWherePayloadsAreNotLent() {
        let script = Script { $0.lendsPayloads = false }
        let id = script.joins()
        let payload = [UInt8](repeating: 0x61, count: 8000)
        script.application = { event, script in
            guard event.kind == .binaryReceived else { return }
            _ = script.send(event.id, .binary, Array(event.payload))
            // In place, as C may.
            UnsafeMutableRawBufferPointer(mutating: event.payload).initializeMemory(
                as: UInt8.self, repeating: 0x62)
        }
        script.receives(Script.frame(.binary, payload), from: id)
        #expect(Array(script.taken(id).suffix(8000)) == payload)
    }
}
