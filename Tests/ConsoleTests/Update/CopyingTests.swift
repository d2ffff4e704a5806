import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct CopyingTests {
    static let parts: [(Key, String)] = [
        ("f", "81 85 37 fa 21 3d 7f 9f 4d 51 58"), ("h", "81 85 37 fa 21 3d"), ("p", "Hello"),
        (
            "j",
            "{\"frame\": 1041, \"slot\": 0, \"generation\": 12, \"direction\": \"rx\", "
                + "\"fin\": true, "
                + "\"rsv\": 0, \"opcode\": \"TEXT\", \"masked\": true, \"length\": 5, "
                + "\"text\": \"Hello\"}"
        ),
        ("c", "SYS_WSS_sendMessage(true, SYS_WSS_FRAME_TEXT, (uint8_t *)\"Hello\", 5, 0);"),
        (
            "a",
            "static const uint8_t frame_1041[11] = {\n"
                + "    0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,\n};"
        ),
        (
            "y",
            "from websockets.sync.client import connect\n\n"
                + "with connect(\"ws://127.0.0.1:8000/chat\") as client:\n"
                + "    client.send(\"Hello\")\n    print(client.recv())"
        ),
    ]

    @Test(arguments: parts)
    func aPartOfTheSelectedFrameGoesToTheClipboard(_ key: Key, text: String) {
        var console = Conversation.busy()
        console.types("3", "g", "y")
        console.shows("copy: f frame h header p payload j JSON c call a array s Swift y Python")
        console.types(key)
        guard case .copy(text) = console.effects.first else {
            Issue.record("\(console.effects)")
            return
        }
        console.shows("copied: ")
    }

    @Test func aCutPayloadSaysHowMuchOfItThereIs() {
        var console = Conversation.busy()
        console.types("3", "g", "j", "j", "j", "y", "p")
        console.shows("copied: payload, the first 96 of 130 payload bytes")
    }

    @Test func theSwiftTestFindsWhatTheEngineFound() {
        var console = Conversation.busy()
        console.types("3", "g", "y", "s")
        guard case .copy(let text)? = console.effects.first else {
            Issue.record("\(console.effects)")
            return
        }
        #expect(text.contains("FrameDecoder.decode(bytes, from: .client).first)"))
        #expect(text.contains("0x81, 0x85, 0x37"))
        #expect(text.contains("#expect(frame.breach?.rule == nil)"))
    }

    @Test func aCommandCopiesToo() {
        var console = Conversation.busy()
        console.types("3", "g", ":")
        console.types(text: "copy header")
        console.types(.enter)
        guard case .copy("81 85 37 fa 21 3d")? = console.effects.first else {
            Issue.record("\(console.effects)")
            return
        }
    }

    /// What records do not hold is asked for first.
    @Test func aLongPayloadIsCopiedOnceItIsThere() {
        let payload = [UInt8](repeating: 0x61, count: 500)
        var console = Conversation()
        console.receives(at: 270) { $0.frames = [.kept(1, id(0, 1), payload, kept: 500)] }
        console.types("3", "y", "p")
        guard case .load(let request)? = console.effects.first else {
            Issue.record("\(console.effects)")
            return
        }
        let rest = Array(payload.dropFirst(96))
        let effects = console.model.update(
            .payload(PayloadAnswer(number: request.number, parts: [rest])))
        guard case .copy(let text)? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(text.utf8.count == 500)
        console.shows("copied: payload")
    }

    @Test func whatNoClipboardTakesIsRefused() {
        let payload = [UInt8](repeating: 0x61, count: 30_000)
        var console = Conversation()
        console.receives(at: 270) { $0.frames = [.kept(1, id(0, 1), payload, kept: 30_000)] }
        console.types("3", "y", "f")
        let rest = Array(payload.dropFirst(96))
        let effects = console.model.update(.payload(PayloadAnswer(number: 1, parts: [rest])))
        #expect(effects.isEmpty)
        console.shows("are too much for a clipboard")
    }

    @Test func anyOtherKeyCopiesNothing() {
        var console = Conversation.busy()
        console.types("y", "x")
        #expect(console.effects.isEmpty)
        console.hides("abort")
        var empty = Conversation()
        empty.types("y")
        empty.shows("no frame is selected")
    }
}
