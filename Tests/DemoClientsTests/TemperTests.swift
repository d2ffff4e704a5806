import Testing
import WebSocketWire

@testable import DemoClients

@Suite struct TemperTests {
    /// A turn without a wait would make a client a flood.
    @Test(arguments: Temper.allCases)
    func everyTurnTakesTimeOrEndsTheConnection(temper: Temper) {
        for turn in 0..<20 {
            let takesTime = temper.deeds(turn: turn).contains { deed in
                switch deed {
                case .listen(let milliseconds), .dawdle(let milliseconds): milliseconds >= 200
                case .close, .vanish: true
                case .send, .breakRule: false
                }
            }
            #expect(takesTime, "\(temper), turn \(turn)")
        }
    }

    @Test(arguments: Temper.allCases)
    func lawfulFramesAreLawful(temper: Temper) {
        for turn in 0..<20 {
            var isOpen = false
            for case .send(let opcode, let fin, let payload) in temper.deeds(turn: turn) {
                let header = FrameHeader(
                    fin: fin, opcode: opcode, payloadCount: payload.count, maskingKey: 1)
                let breach = FrameLaw.breach(
                    of: header, from: .client, messageOpen: isOpen, maximumPayload: 1 << 20,
                    allowedReservedBits: 0)
                #expect(breach == nil)
                if !opcode.isControl { isOpen = !fin }
            }
            #expect(!isOpen)
        }
    }

    @Test func pathsTellTempersApart() {
        #expect(Set(Temper.allCases.map(\.path)).count == Temper.allCases.count)
    }
}
