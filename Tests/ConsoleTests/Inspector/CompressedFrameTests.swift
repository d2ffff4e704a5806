import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// A compressed frame shows what the wire carried and what was meant.
@Suite struct CompressedFrameTests {
    /// RFC 7692 §7.2.3.1.
    static let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

    private func console(_ record: FrameRecord, rows: Int = 24) -> Conversation {
        var console = Conversation.busy(rows: rows)
        console.receives(at: 271) { $0.frames = [record] }
        console.types("3", "G")
        return console
    }

    private static func text(_ inflated: [UInt8], breach: Rule? = nil) -> FrameRecord {
        .frame(
            1047, id(0, 12), at: 271, .received, .text, hello, reserved: 4, breach: breach,
            inflated: inflated)
    }

    @Test func theListShowsBothSizesAndTheText() {
        let text = Array(String(repeating: "Hello", count: 10).utf8)
        console(Self.text(text)).shows("fin rsv1    7B 14% of 50B  \"HelloHello")
    }

    @Test func theInspectorShowsWhatWasMeant() {
        var console = console(Self.text(Array("Hello".utf8)))
        console.types(.enter)
        console.shows("payload 7B 140% of 5B")
        console.shows("inflated \"Hello\"  utf-8 ok  unmask: c5^37=f2")
        console.types("l")
        console.shows("bit 1 = 1: set: the message is compressed with permessage-deflate")
    }

    @Test func aHighInspectorShowsTheInflatedBytesBesideTheWire() {
        var console = console(Self.text(Array("Hello".utf8)), rows: 60)
        console.types(.enter)
        console.shows("offset  inflated: 7B on the wire are 140% of 5B")
        console.shows("     0  48 65 6c 6c 6f                                   Hello")
        console.shows("     0  c5 b2 ec f4 fe fd 21     f2 48 cd c9 c9 07 00     .H.....")
        console.shows("7 bytes of a compressed message")
    }

    @Test func aFragmentAloneIsBytesAndNoText() {
        let fragment = FrameRecord.frame(
            1047, id(0, 12), at: 271, .received, .text, [0x48, 0x49], fin: false, reserved: 4,
            isCompressed: true)
        var console = console(fragment)
        console.shows("rsv1        2B  48 49")
        console.types(.enter)
        console.shows("payload 48 49  compressed")
        let copied = FrameCopy.text(.payload, of: fragment, payload: [0x48, 0x49], url: "")
        #expect(copied == "48 49")
    }

    @Test func textThatIsNoneOnceItIsInflatedIsSaidSo() {
        var console = console(Self.text([0xFF], breach: .invalidText))
        console.types(.enter)
        console.shows("not utf-8")
        console.hides("utf-8 ok")
    }

    @Test func anEmptyMessageHasNoRatio() {
        let empty = FrameRecord.Inflated(packed: 1, preview: FrameRecord.Preview())
        #expect(FrameText.ratio(empty) == "of 0")
    }
}
