import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// The sample of RFC 6455 §5.7: a masked "Hello".
@Suite struct BitGridTests {
    private let hello = BitFields(
        header: FrameHeader(fin: true, opcode: .text, payloadCount: 5, maskingKey: 0x3D21_FA37),
        payload: Array("Hello".utf8), isCut: false, breach: nil)

    private func grid(_ frame: BitFields, field: Int? = nil, columns: Int = 80) -> BitGrid {
        BitGrid(frame, selected: field.map { frame.fields[$0] }, columns: columns)
    }

    @Test func theBytesAreThoseOfTheWire() {
        #expect(
            hello.wire == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    }

    @Test func everyBitStandsAtItsOffset() {
        let grid = grid(hello)
        #expect(grid.rowCount == 3)
        for row in 0..<3 {
            let text = Array(grid.bits(row).text)
            for index in 0..<32 where row * 32 + index < hello.bitCount {
                let bit = row * 32 + index
                #expect(text[4 + 2 * index] == (hello.bit(bit) ? "1" : "0"))
                #expect(grid.bit(row: row, column: 4 + 2 * index) == bit)
            }
        }
    }

    @Test func theGridReadsAsTheRFCDrawsIt() {
        let grid = grid(hello, field: 6)
        let lines =
            grid.rulers.map(\.text)
            + (0..<3).flatMap { [grid.bits($0).text, grid.labels($0).text] }
        #expect(
            lines == [
                "    0                   1                   2                   3   ",
                "    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1  hex",
                " 0 |1|0|0|0|0 0 0 1|1[0 0 0 0 1 0 1]0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0| 81 85 37 fa",
                "   |F|R|R|R| opcode|M| payload len |       masking key [0..1]      |",
                " 4 |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1| 21 3d 7f 9f",
                "   |       masking key [2..3]      |      payload [0..1] \"He\"      |",
                " 8 |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|               | 4d 51 58",
                "   |              payload [2..4] \"llo\"             |               |",
            ])
    }

    @Test func aFieldOverTwoRowsIsBracketedWhereItBeginsAndEnds() {
        let grid = grid(hello, field: 7)
        #expect(grid.bits(0).text.contains("1|0 0 0 0 1 0 1[0 0 1 1"))
        #expect(grid.bits(0).text.contains("1 0 1 0|"))
        #expect(grid.bits(1).text.contains(" 4 |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1]0"))
    }

    @Test(arguments: [80, 70, 69, 68, 40, 36, 35, 22, 20])
    func narrowGridsKeepEveryBit(_ columns: Int) {
        let grid = grid(hello, columns: columns)
        let bits = (0..<grid.rowCount).map { row in
            let line = grid.bits(row).text
            return line.dropFirst(3).prefix(2 * grid.bitsPerRow + 1).filter { "01".contains($0) }
        }
        #expect(bits.joined().count == hello.bitCount)
        for row in 0..<grid.rowCount {
            #expect(grid.bits(row).columns <= columns)
            #expect(grid.labels(row).columns <= columns)
        }
    }

    @Test func aBreachIsMarkedInWordsAndInItsBits() {
        var header = FrameHeader(fin: true, opcode: .text, payloadCount: 3, maskingKey: 1)
        header.reservedBits = 2
        let frame = BitFields(
            header: header, payload: [1, 2, 3], isCut: false,
            breach: Verdict(rule: .reservedBitSet, header: header, byteOffset: 0))
        #expect(!frame.isBreached(1))
        #expect(frame.isBreached(2))
        #expect(grid(frame).labels(0).text.contains("|F|R|!|R|"))
        let marked = grid(frame).bits(0).pieces.filter { $0.role == Look.bitBreach }
        #expect(marked.map(\.text) == ["1"])
    }

    @Test func anExtendedLengthOf64BitsSpansThreeRows() {
        let header = FrameHeader(
            fin: true, opcodeBits: 2, masked: true, lengthBytes: 8, payloadLength: 70_000,
            maskingKey: 1)
        let frame = BitFields(header: header, payload: [1], isCut: true, breach: nil)
        let grid = grid(frame)
        #expect(grid.labels(0).text.contains("extended payload length [0..1]"))
        #expect(grid.labels(1).text.contains("extended payload length [2..5]"))
        #expect(grid.labels(2).text.contains("extended payload length [6..7]"))
    }
}
