import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct CommandTests {
    private func outcome(_ script: Script) -> CommandOutcome? {
        guard case .outcome(let outcome)? = script.events.last?.detail else { return nil }
        return outcome
    }

    @Test func aCommandReachesItsClientAndSaysSo() {
        let script = Script()
        let id = script.joins()
        script.commands(.ping(.connection(id), payload: Array("hi".utf8)))
        #expect(script.taken(id) == Script.reply(.ping, Array("hi".utf8)))
        #expect(outcome(script) == CommandOutcome(verb: .ping, token: 7, reached: 1, refusal: nil))
        script.commands(
            .send(.slot(id.slot), opcode: .text, fin: true, payload: Array("yo".utf8)))
        #expect(script.taken(id) == Script.reply(.text, Array("yo".utf8)))
    }

    @Test func allMeansEveryConnectedClientAndNoOther() {
        let script = Script()
        let (a, b) = (script.joins(), script.joins())
        let connecting = script.connects()
        script.commands(.send(.all, opcode: .binary, fin: true, payload: [1]))
        #expect(script.taken(a) == [0x82, 1, 1] && script.taken(b) == [0x82, 1, 1])
        #expect(connecting.map(script.taken) == [])
        #expect(outcome(script)?.reached == 2)
    }

    @Test func aLargeBroadcastReachesEveryone() {
        let script = Script { $0.slots = 40 }
        let ids = (0..<40).map { _ in script.joins() }
        let payload = [UInt8](repeating: 5, count: 50_000)
        script.commands(.send(.all, opcode: .binary, fin: true, payload: payload))
        #expect(ids.allSatisfy { script.taken($0).count == 50_004 })
        script.commands(.send(.all, opcode: .binary, fin: true, payload: Array(payload[..<15_000])))
        #expect(ids.allSatisfy { script.taken($0).count == 15_004 })
        #expect(outcome(script)?.reached == 40)
    }

    @Test func aCommandForAReusedSlotIsRefusedWithoutAByte() {
        let script = Script { $0.slots = 1 }
        let first = script.joins()
        script.finishes(first)
        let second = script.joins()
        for command: Command in [
            .close(.connection(first), code: .normalClosure, reason: []),
            .abort(.connection(first)),
            .ping(.connection(first), payload: []),
            .send(.connection(first), opcode: .text, fin: true, payload: []),
        ] {
            script.commands(command)
            #expect(outcome(script)?.refusal == .slotReused)
        }
        #expect(script.taken(second) == [])
        #expect(script.kinds.allSatisfy { $0 == .outcome })
    }

    @Test(
        arguments: [
            (
                Command.ping(.slot(0), payload: [UInt8](repeating: 0, count: 126)),
                Refusal.payloadTooLong
            ),
            (
                .close(
                    .slot(0), code: .normalClosure, reason: [UInt8](repeating: 0x61, count: 124)),
                .payloadTooLong
            ),
            (.close(.slot(0), code: .noStatusReceived, reason: []), .codeNotSendable),
            (.close(.slot(0), code: .abnormalClosure, reason: []), .codeNotSendable),
            (.close(.slot(0), code: .tlsHandshake, reason: []), .codeNotSendable),
            (.close(.slot(0), code: .normalClosure, reason: [0xFF]), .notUTF8),
            (.send(.slot(0), opcode: .text, fin: true, payload: [0xC3]), .notUTF8),
            (.send(.slot(0), opcode: .close, fin: true, payload: []), .notADataOpcode),
            (.ping(.slot(3), payload: []), .notConnected),
            (.ping(.slot(4), payload: []), .noSuchSlot),
        ] as [(Command, Refusal)])
    func whatCannotBeSentIsRefusedWithoutAByte(command: Command, refusal: Refusal) {
        let script = Script()
        let id = script.joins()
        script.commands(command)
        #expect(outcome(script)?.refusal == refusal && outcome(script)?.reached == 0)
        #expect(script.taken(id) == [])
    }

    @Test func abortResetsWithoutACloseFrame() {
        let script = Script()
        let id = script.joins()
        script.commands(.abort(.connection(id)))
        #expect(script.kinds == [.closing, .closed, .outcome])
        #expect(script.effects == ["reset 0"])
        #expect(script.taken(id) == [])
    }

    @Test func anAbortThatReachedItsConnectionIsNotRefused() {
        let script = Script()
        let id = script.joins()
        script.commands(.abort(.connection(id)))
        let outcome = CommandOutcome(verb: .abort, token: 7, reached: 1, refusal: nil)
        #expect(script.events.last?.detail == .outcome(outcome))
    }
}
