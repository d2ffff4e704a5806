import Testing
import WebSocketWire

@testable import wscope

@Suite struct BitGridTests {
    @Test func theMaskedHelloOfTheRFC() throws {
        let frame = try #require(
            FrameDecoder.decode(
                [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58], from: .client
            ).first)
        #expect(
            BitGrid(frame).lines.dropFirst(2).joined(separator: "\n") == """
                 0 |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0| 81 85 37 fa
                   |F|R|R|R|opcode |M| payload len |      masking key [0..1]       |
                 4 |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1| 21 3d 7f 9f
                   |      masking key [2..3]       |      payload [0..1] "He"      |
                 8 |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|                 4d 51 58
                   |             payload [2..4] "llo"              |
                """)
    }

    /// Whatever comes, each row of labels is as wide as its row of bits.
    @Test(arguments: 0..<200)
    func labelsLineUpWithBits(seed: Int) {
        var dice = SystemRandomNumberGenerator()
        let bytes = (0...(seed % 20)).map { _ in UInt8.random(in: 0...255, using: &dice) }
        for frame in FrameDecoder.decode(bytes, from: .client) {
            let lines = Array(BitGrid(frame).lines.dropFirst(2))
            #expect(lines.count.isMultiple(of: 2) && !lines.isEmpty)
            for pair in stride(from: 0, to: lines.count, by: 2) {
                let bits = lines[pair].lastIndex(of: "|").map {
                    lines[pair].distance(from: lines[pair].startIndex, to: $0)
                }
                #expect(bits.map { $0 + 1 } ?? 0 >= lines[pair + 1].count)
            }
        }
    }
}
