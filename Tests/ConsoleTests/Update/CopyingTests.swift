import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct CopyingTests {
    static let parts: [(Key, String)] = [
        ("f", "81 85 37 fa 21 3d 7f 9f 4d 51 58"), ("h", "81 85 37 fa 21 3d"), ("p", "Hello"),
    ]

    @Test(arguments: parts)
    func aPartOfTheSelectedFrameGoesToTheClipboard(_ key: Key, text: String) {
        var console = Conversation.busy()
        console.types("3", "g", "y")
        console.shows("copy of frame #1041: f whole frame, hex  h header, hex  p payload")
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
