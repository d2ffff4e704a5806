import Testing
import WebSocketWire

@testable import Console

@Suite struct FrameGridTests {
    private func grid(_ bytes: [UInt8]) throws -> String {
        let frame = try #require(FrameDecoder.decode(bytes, from: .client).first)
        return FrameGrid.lines(of: frame).dropFirst(2).joined(separator: "\n")
    }

    @Test func theMaskedHelloOfTheRFC() throws {
        #expect(
            try grid([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]) == """
                 0 |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0| 81 85 37 fa
                   |F|R|R|R| opcode|M| payload len |       masking key [0..1]      |
                 4 |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1| 21 3d 7f 9f
                   |       masking key [2..3]      |      payload [0..1] "He"      |
                 8 |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|               | 4d 51 58
                   |              payload [2..4] "llo"             |               |
                """)
    }

    @Test func anUnmaskedPongIsDrawnWhole() throws {
        #expect(
            try grid([0x8A, 0x02, 0x68, 0x69]) == """
                 0 |1|0|0|0|1 0 1 0|0|0 0 0 0 0 1 0|0 1 1 0 1 0 0 0 0 1 1 0 1 0 0 1| 8a 02 68 69
                   |F|R|R|R| opcode|!| payload len |      payload [0..1] "hi"      |
                """)
    }

    @Test func aBreachIsMarkedAtItsBits() throws {
        #expect(
            try grid([0xC1, 0x80, 0, 0, 0, 0]).contains("|F|!|R|R| opcode|M| payload len |"))
    }

    @Test func aTornHeaderShowsOnlyWhatIsThere() throws {
        #expect(
            try grid([0x81, 0x85, 0x37]) == """
                 0 |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1                | 81 85 37
                   |F|R|R|R| opcode|M| payload len |masking key [0]                |
                """)
    }

    /// Whatever comes, there is a line of labels for every line of bits, and both end alike.
    @Test(arguments: 0..<300)
    func labelsLineUpWithBits(seed: Int) {
        var dice = SystemRandomNumberGenerator()
        let bytes = (0...(seed % 24)).map { _ in UInt8.random(in: 0...255, using: &dice) }
        for frame in FrameDecoder.decode(bytes, from: seed % 2 == 0 ? .client : .server) {
            let lines = Array(FrameGrid.lines(of: frame).dropFirst(2))
            #expect(lines.count.isMultiple(of: 2) && !lines.isEmpty)
            for pair in stride(from: 0, to: lines.count, by: 2) {
                let bits = lines[pair].prefix(68)
                #expect(bits.last == "|" && lines[pair + 1].count <= bits.count)
            }
        }
    }
}
