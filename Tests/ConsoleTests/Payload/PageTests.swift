import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct PageTests {
    private static let json =
        "{\"user\":\"ann\",\"tags\":[1,2],\"text\":\"" + String(repeating: "x", count: 200) + "\"}"

    /// A console with one frame, of which the engine keeps more than the record does.
    private static func console(
        _ payload: [UInt8], kept: Int? = nil, columns: Int = 80, rows: Int = 24
    ) -> Conversation {
        var console = Conversation(columns: columns, rows: rows)
        console.receives(at: 270) {
            $0.rows = [.connected(id(0, 1))]
            $0.frames = [.kept(1, id(0, 1), payload, kept: kept ?? payload.count)]
        }
        console.types("3")
        return console
    }

    private static func answer(_ payload: [UInt8], _ number: UInt64 = 1) -> ConsoleMessage {
        .payload(PayloadAnswer(number: number, parts: [Array(payload.dropFirst(96))]))
    }

    @Test func aPayloadIsLoadedWholeAndJSONIsPrinted() throws {
        let payload = Array(Self.json.utf8)
        var console = Self.console(payload)
        console.types("v")
        guard case .load(let request)? = console.effects.first else {
            Issue.record("asked for nothing: \(console.effects)")
            return
        }
        #expect(request.places == [PayloadPlace(start: 1_000, count: payload.count - 96)])
        console.shows("loading 237B…")
        _ = console.model.update(Self.answer(payload, request.number))
        console.shows("  \"user\": \"ann\",")
        console.shows("JSON TEXT HEX")
        console.types(.tab)
        console.shows("{\"user\":\"ann\"")
        console.types(.tab)
        console.shows("00000000  7b 22 75 73")
        console.types(.escape)
        console.shows("3 FRAMES")
    }

    @Test func anAnswerToAnEarlierQuestionIsNotTaken() {
        let payload = Array(Self.json.utf8)
        var console = Self.console(payload)
        console.types("v")
        _ = console.model.update(Self.answer(payload, 77))
        console.shows("loading")
    }

    @Test func whatIsNoLongerKeptIsTold() {
        let payload = Array(Self.json.utf8)
        var console = Self.console(payload)
        console.types("v")
        _ = console.model.update(.payload(PayloadAnswer(number: 1, parts: [nil])))
        console.shows("the first 96B are shown")
    }

    @Test func brokenJSONSaysWhere() {
        var console = Self.console(Array("{\"a\":[1,,2]}".utf8))
        console.types("v")
        console.shows("no JSON at byte 8: expected a value")
        console.shows("{\"a\":[1,,2]}")
    }

    @Test func itScrollsByEveryMovementKeyAndFinds() {
        let lines = (1...100).map { "line \($0)" }.joined(separator: "\n")
        let payload = Array(lines.utf8)
        var console = Self.console(payload)
        console.types("v")
        _ = console.model.update(Self.answer(payload))
        console.shows(" 1-21/100 ")
        console.types("j", .down, "k")
        console.shows(" 2-22/100 ")
        console.types(.pageDown)
        console.shows(" 23-43/100 ")
        console.types("G")
        console.shows(" 80-100/100 ")
        console.types("g", "/")
        console.types(text: "LINE 5")
        console.types(.enter)
        console.shows(" 5-25/100 ")
        console.types("n")
        console.shows(" 50-70/100 ")
        console.types("N")
        console.shows(" 5-25/100 ")
        console.types("/")
        console.types(text: "nowhere")
        console.types(.enter)
        console.shows("no match for \"nowhere\"")
    }

    @Test func fragmentsAreOneMessage() {
        var console = Conversation()
        console.receives(at: 270) {
            $0.rows = [.connected(id(0, 1))]
            $0.frames = [
                .frame(1, id(0, 1), at: 1, .received, .text, Array("frag".utf8), fin: false),
                .frame(2, id(0, 1), at: 1, .received, .ping, [7]),
                .frame(3, id(0, 2), at: 1, .received, .text, Array("other".utf8)),
                .frame(4, id(0, 1), at: 1, .received, .continuation, Array("ment".utf8)),
            ]
        }
        console.types("3", "v")
        console.shows("of 2 frames 8B")
        console.shows(" fragment")
    }

    @Test func framesThatWereLostAreMissed() {
        var console = Conversation()
        console.receives(at: 270) {
            $0.frames = [.frame(9, id(0, 1), at: 1, .received, .continuation, Array("ment".utf8))]
        }
        console.types("3", "v")
        console.shows("its first frames are no longer kept")
    }

    @Test func nothingFromTheNetworkReachesTheScreenRaw() {
        let payload = Array("\u{1b}]52;c;x\u{7}\u{202E}\u{9b}31m".utf8)
        var console = Self.console(payload)
        console.types("v")
        console.shows("\\x1b]52;c;x\\x07<U+202E>")
        #expect(!console.text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    @Test func anotherSizeLaysItOutAnew() {
        let payload = [UInt8](repeating: 0x61, count: 300)
        var console = Self.console(payload)
        console.types("v")
        _ = console.model.update(Self.answer(payload))
        console.shows(" 1-4/4 ")
        _ = console.model.update(.resized(Size(columns: 160, rows: 50)))
        console.shows(" 1-2/2 ")
        for (columns, rows) in [(1, 1), (2, 3), (20, 2)] {
            _ = console.model.update(.resized(Size(columns: columns, rows: rows)))
            _ = console.screen
        }
    }
}

extension FrameRecord {
    /// A text frame of which so many bytes are kept, the rest of them at place 1 000.
    static func kept(
        _ sequence: UInt64, _ id: ConnectionID, _ payload: [UInt8], kept: Int
    ) -> FrameRecord {
        let whole = frame(sequence, id, at: 1, .received, .text, payload)
        let rest = max(0, kept - FrameRecord.previewCapacity)
        return FrameRecord(
            sequence: sequence, time: whole.time, id: id, direction: .received,
            header: whole.header, messageOpcode: .text, breach: nil, preview: whole.preview,
            rest: rest == 0 ? PayloadPlace() : PayloadPlace(start: 1_000, count: rest))
    }
}
