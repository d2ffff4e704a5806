import Testing
import WebSocketWire

@testable import Console

@Suite struct FrameGridTests {
    @Test func anUnmaskedPongIsDrawnWhole() {
        let header = FrameHeader(fin: true, opcode: .pong, payloadCount: 2, maskingKey: nil)
        #expect(
            FrameGrid.lines(header: header, payload: [0x68, 0x69]) == [
                "    0                   1                   2                   3   ",
                "    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1  hex",
                " 0 |1|0|0|0|1 0 1 0|0|0 0 0 0 0 1 0|0 1 1 0 1 0 0 0 0 1 1 0 1 0 0 1| 8a 02 68 69",
                "   |F|R|R|R| opcode|M| payload len |      payload [0..1] \"hi\"      |",
            ])
    }
}
