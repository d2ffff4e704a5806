import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct InspectorPaneTests {
    private func inspecting(rows: Int = 24) -> Conversation {
        var console = Conversation.busy(rows: rows)
        console.types("3", "g", .enter)
        return console
    }

    @Test func theSelectedFieldIsExplainedWithItsClause() {
        var console = inspecting()
        console.shows("field 1/9 FIN")
        console.shows("bit 0 = 1: last fragment of its message  RFC 6455 §5.2")
        for _ in 0..<6 { console.types("l") }
        console.shows("field 7/9 PAYLOAD LEN")
        console.shows(
            "bits 9-15 = 0000101b = 0x05 = 5: length <=125, no extended length  RFC 6455 §5.2")
        console.types("l")
        console.shows("bits 16-47 = 0x37fa213d: payload byte i")
        console.types("l", "l", "l")
        console.shows("field 9/9 PAYLOAD DATA")
        console.types("h")
        console.shows("field 8/9 MASKING-KEY")
    }

    @Test func thePayloadLineShowsTextVerdictAndUnmasking() {
        inspecting().shows(
            "payload \"Hello\"  utf-8 ok  unmask: 7f^37=48 9f^fa=65 4d^21=6c 51^3d=6c 58^37=6f")
    }

    @Test func thePlaceOfALongPayloadShiftsNoColumn() {
        var console = Conversation.busy(rows: 60)
        console.receives(at: 271) {
            $0.frames = [
                .frame(
                    1047, id(0, 12), at: 271, .received, .binary,
                    [UInt8](repeating: 7, count: 20_000))
            ]
        }
        console.types("3", "G", .enter, "+")
        console.shows("bits      field")
        console.shows("64-160063 Payload Data            20000 B")
    }

    @Test func aSentFrameIsNotMasked() {
        var console = inspecting()
        console.types("j")
        console.shows("4 FRAME #1042 slot 0.12 TX TEXT hdr 2B payload 5B")
        console.shows("payload \"Hello\"  utf-8 ok  not masked")
    }

    @Test func aBreachNamesClauseAndConsequence() {
        var console = Conversation.busy()
        console.types("2", "k", .enter)
        console.shows(
            "! reserved bit set without an exten…  RFC 6455 §5.2, byte 0, bit 1 -> close 1002")
        console.shows("field 2/9 RSV1")
    }

    @Test func aFrameOfOursThatBreaksARuleIsNotedOnly() {
        var console = Conversation.busy()
        console.receives(at: 271) {
            $0.frames = [
                .frame(
                    1047, id(0, 12), at: 271, .sent, .text, [0x61, 0xFF], breach: .invalidText,
                    at: 3)
            ]
        }
        console.types("3", "G", .enter)
        console.shows("! text is not UTF-8  RFC 6455 §8.1, byte 3 -> noted")
        console.shows("! payload [0..1] 61 ff")
    }

    @Test func aHighPaneListsFieldsAndBytes() {
        let console = inspecting(rows: 60)
        console.shows("bits    field")
        console.shows("16-47   Masking-key             0x37fa213d")
        console.shows("     0  7f 9f 4d 51 58           48 65 6c 6c 6f           Hello")
    }

    @Test func aClickOnABitSelectsItsField() throws {
        var console = inspecting()
        let rows = console.text.split(separator: "\n", omittingEmptySubsequences: false)
        let y = try #require(rows.firstIndex { $0.hasPrefix(" 0 [1]") })
        console.types(.mouse(MouseEvent(x: 4 + 2 * 10, y: y, button: .left, kind: .press)))
        console.shows("field 7/9 PAYLOAD LEN")
    }

    static let texts: [([UInt8], Bool, String)] = [
        (Array("caf\u{E9}".utf8), true, "utf-8 ok"),
        ([0x61, 0xFF], true, "not utf-8 at byte 1"),
        ([0xE2, 0x98], true, "utf-8 torn at its end"),
        ([0xE2, 0x98], false, "utf-8 ok so far"),
    ]

    @Test(arguments: texts)
    func textIsJudgedAsFarAsTheFrameTells(_ payload: [UInt8], fin: Bool, verdict: String) {
        let record = FrameRecord.frame(1, id(0, 1), at: 1, .received, .text, payload, fin: fin)
        #expect(PayloadText.utf8Verdict(record, BitFields(record))?.text == verdict)
    }

    @Test func aLongPayloadIsCutBeforeItsVerdict() {
        var console = Conversation.busy()
        console.receives(at: 271) {
            let text = Array(String(repeating: "lorem ipsum ", count: 6).utf8)
            $0.frames = [.frame(1047, id(0, 12), at: 271, .received, .text, text)]
        }
        console.types("3", "G", .enter)
        console.shows("payload \"lorem ip")
        console.shows("…  utf-8 ok  unmask: 5b^37=6c")
    }
}
