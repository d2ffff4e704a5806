import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Closing with a code out of a list, and a reason.
@Suite struct CloseDialogTests {
    private func closing(_ text: String = "") -> Conversation {
        var console = Conversation.busy()
        console.types("c")
        console.types(text: text)
        return console
    }

    private func close(_ code: UInt16, _ reason: String = "") -> Command {
        .close(
            .connection(id(0, 12)), code: CloseCode(rawValue: code), reason: Array(reason.utf8))
    }

    @Test func everyCodeOfTheRegistryIsListedWithItsName() {
        let console = closing()
        for code in CloseDialog.codes where code.rawValue < 3000 {
            console.shows("\(code.rawValue) \(code.name.prefix(16))")
        }
        console.shows("3000 to 3999 registered")
        console.shows("4000 to 4999 private use")
    }

    @Test func nothingTypedIsANormalClosure() {
        var console = closing()
        console.shows("1000 what the connection was for is done")
        console.types(.enter)
        console.submits(close(1000))
    }

    @Test func anArrowPutsACodeBeforeTheReason() {
        var console = closing("so long")
        console.types(.down, .down)
        console.shows("1001 so long")
        console.shows("an endpoint goes away")
        console.types(.enter)
        console.submits(close(1001, "so long"))
    }

    @Test func digitsNarrowTheList() {
        var console = closing("101")
        console.shows("6 codes begin with 101")
        console.types(.down, .down, .down)
        console.shows("1012 ")
        console.types(.enter)
        console.submits(close(1012))
    }

    @Test func theReasonIsCountedInBytes() {
        var console = closing("4000 Grüße")
        console.shows("reason 7/123")
        console.types(text: String(repeating: "x", count: 117))
        console.shows("reason 124/123")
        console.types(.enter)
        console.submits()
        console.shows("the reason has 124 bytes")
        console.types(.backspace, .enter)
        #expect(console.submitted.count == 1)
    }

    @Test(arguments: [1005, 1006, 1015, 1004, 999, 2000, 5000] as [UInt16])
    func whatMustNotBeSentGoesAsAFrameAfterAWarning(code: UInt16) {
        var console = closing("\(code) x")
        console.shows("must not be sent")
        console.types(.enter)
        console.submits()
        console.shows("Enter sends it: !")
        console.types(.enter)
        guard case .submit(.craft(let target, let frames, .once), _)? = console.effects.first else {
            Issue.record("no frame")
            return
        }
        #expect(target == .connection(id(0, 12)))
        #expect(frames.bytes == [0x88, 3, UInt8(code >> 8), UInt8(code & 255), 0x78])
    }

    @Test func severalAreClosedOnlyAfterAYes() {
        var console = Conversation.busy()
        console.types(.space, .space, "c")
        console.types(text: "1001")
        console.types(.enter)
        console.submits()
        console.shows("close 2 slots with 1001 going away? y yes  n no")
        console.types("y")
        #expect(console.submitted.count == 2)
    }

    @Test func aLineEnteredBeforeComesBack() {
        var console = closing("4002 lights out")
        console.types(.enter, "c", .control("P"))
        console.shows("4002 lights out")
        console.types(.escape)
        console.submits()
    }
}
