import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Whatever is typed, at whatever size, and whatever peers send.
@Suite struct RandomTests {
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let keys: [Key] =
        Keymap.standard.bindings.flatMap(\.keys).filter { $0 != "Q" } + [
            .enter, .escape, .tab, .backspace, "y", "n", "a", "1", " ", .paste("x\u{1B}\n"),
            .control("U"), .delete, .left,
        ]

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func keysAndSizesNeverTrapAndTheFocusIsSeen(_ seed: UInt64) {
        var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        var console = Conversation.busy()
        for step in 0..<150 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                let size = Size(
                    columns: Int.random(in: 0...170, using: &random),
                    rows: Int.random(in: 0...55, using: &random))
                _ = console.model.update(.resized(size))
            case 1:
                console.types(
                    .mouse(
                        MouseEvent(
                            x: Int.random(in: -1...170, using: &random),
                            y: Int.random(in: -1...55, using: &random),
                            button: MouseEvent.Button.allCases.randomElement(using: &random)
                                ?? .left,
                            kind: .press)))
            case 2: console.receives(Self.news(UInt64(step), &random))
            default:
                guard let key = Self.keys.randomElement(using: &random) else { continue }
                console.types(key)
            }
            let screen = console.screen
            #expect(screen.canvas.size == console.model.size)
            if console.model.size.rows >= 3 {
                #expect(console.model.layout.panes[console.model.focus] != nil)
            }
        }
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 1), (1, 2), (3, 3), (20, 5), (500, 200)])
    func anySizeIsPainted(_ columns: Int, rows: Int) {
        for pane in ["1", "2", "3", "4", "?", ":", "x"] as [Key] {
            var console = Conversation.busy(columns: columns, rows: rows)
            console.types(pane)
            #expect(console.screen.canvas.size == Size(columns: columns, rows: rows))
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func payloadsLeaveOnlyPrintableCells(_ seed: UInt64) {
        var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        var console = Conversation.busy(columns: 160, rows: 50)
        console.receives(Self.news(1, &random))
        for keys in [["1"], ["2", .enter], ["3", "+"], ["4", "+"]] as [[Key]] {
            for key in keys { console.types(key) }
            let canvas = console.screen.canvas
            for y in 0..<canvas.size.rows {
                for cell in canvas.row(y) {
                    #expect(cell.glyph.unicodeScalars.allSatisfy(Self.isPrintable))
                }
            }
            console.types("_")
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }

    private static func news(_ step: UInt64, _ random: inout Generator) -> News {
        var news = News(at: seconds(271 + Double(step)), totals: Totals())
        func bytes() -> [UInt8] {
            (0..<Int.random(in: 0...100, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
        }
        for number in 0..<12 as Range<UInt64> {
            let connection = id(
                UInt32.random(in: 0...5, using: &random), UInt32.random(in: 1...20, using: &random))
            let payload = bytes()
            var row = SlotRow.connected(connection)
            row.state = ConnectionState.allCases.randomElement(using: &random) ?? .closed
            row.closing = row.state == .closed ? .breach : nil
            row.path = bytes().withUnsafeBytes { SlotRow.Path($0) }
            row.reason = bytes().withUnsafeBytes { SlotRow.Reason($0) }
            row.subprotocol = bytes().withUnsafeBytes { SlotRow.Subprotocol($0) }
            news.rows.append(row)
            let kind = EventKind.allCases.randomElement(using: &random) ?? .error
            news.events.append(
                .event(
                    100 + step * 12 + number, kind, connection, at: 271,
                    .message(frame: 2_000 + step * 12 + number, fragments: 1), payload))
            let header = FrameHeader(
                fin: Bool.random(using: &random),
                reservedBits: UInt8.random(in: 0...7, using: &random),
                opcodeBits: UInt8.random(in: 0...15, using: &random),
                masked: Bool.random(using: &random),
                lengthBytes: [0, 2, 8].randomElement(using: &random) ?? 0,
                payloadLength: UInt64.random(in: 0...(.max), using: &random),
                maskingKey: UInt32.random(in: 0...(.max), using: &random))
            news.frames.append(
                FrameRecord(
                    sequence: 2_000 + step * 12 + number, time: seconds(271), id: connection,
                    direction: Bool.random(using: &random) ? .received : .sent, header: header,
                    messageOpcode: .text,
                    breach: Rule.allCases.randomElement(using: &random).map {
                        Verdict(rule: $0, header: header, byteOffset: Int(number))
                    },
                    preview: payload.withUnsafeBytes { FrameRecord.Preview($0) }))
        }
        return news
    }
}
