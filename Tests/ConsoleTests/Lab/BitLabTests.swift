import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Bits are flipped in a copy of a frame, and all that is said of it changes at once.
@Suite struct BitLabTests {
    /// `Hello` from the client, its first bit at hand.
    private func inspecting(_ keys: Key...) -> Conversation {
        var console = Conversation.busy(columns: 160, rows: 50)
        console.types("3", "g", .enter)
        for key in keys { console.types(key) }
        return console
    }

    private func crafted(_ console: Conversation) -> [UInt8]? {
        for effect in console.effects {
            if case .submit(.craft(_, let frames, _), _) = effect { return frames.bytes }
        }
        return nil
    }

    @Test func bracketsWalkFromBitToBitAndTheFieldFollows() {
        var console = inspecting("]")
        #expect(console.model.bit == 0 && console.model.field == 0)
        for _ in 0..<5 { console.types("]") }
        #expect(console.model.bit == 5 && console.model.field == 4)
        console.shows("bit 5 field 5/9 OPCODE")
        console.types("[", "[")
        #expect(console.model.bit == 3 && console.model.field == 3)
        console.types("l")
        #expect(console.model.bit == 4 && console.model.field == 4)
        for _ in 0..<200 { console.types("]") }
        #expect(console.model.bit == 87)
        for _ in 0..<200 { console.types("[") }
        #expect(console.model.bit == 0)
    }

    @Test func aFlippedBitChangesTheVerdictAtOnce() {
        var console = inspecting("]", "]", .space)
        console.shows("FRAME LAB #1041")
        console.shows("c1 85 37 fa")
        console.shows("from client: ! reserved bit set")
        console.shows("set: only an extension gives it a meaning")
        console.types(.space)
        console.shows("81 85 37 fa")
        console.shows("from client: lawful -> delivered as TEXT, 5 bytes")
        console.shows("to client: ! frame from a server")
        console.shows("the next frame begins at byte 11")
    }

    @Test func aLengthThatGrowsTakesWhatFollows() {
        var console = inspecting("]")
        for _ in 0..<14 { console.types("]") }
        console.types(.space)
        console.shows("2 bytes are missing: what is sent next is taken for payload")
        console.types(.space, "]", .space)
        console.shows("1 byte is left over")
    }

    @Test func withoutItsMaskTheKeyIsPayload() {
        var console = inspecting("]")
        for _ in 0..<8 { console.types("]") }
        console.types(.space)
        console.shows("from client: ! frame from a client")
        console.shows("4 bytes are left over, read as the next frame")
    }

    @Test func sendingGoesToTheClientOfTheFrameAfterAWarning() {
        var console = inspecting("]", .space)
        console.types(.enter)
        console.submits()
        console.shows("frame from a server with a mask: Enter sends it all the same")
        console.types(.enter)
        #expect(
            crafted(console)
                == [0x01, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
        console.shows("LAB")
        console.types("s", "s")
        #expect(crafted(console)?.first == 0x01)
    }

    @Test func aFrameOfOursIsSentAtOnceWhereItIsLawful() {
        var console = inspecting("j", "]", "]", "]", "]", "]", "]", "]", "]", .space)
        console.shows("to client: ! continuation")
        console.types("[", .space)
        console.shows("to client: lawful -> delivered as BINARY, 5 bytes")
        console.types(.enter)
        #expect(crafted(console) == [0x82, 5] + Array("Hello".utf8))
    }

    @Test func escapeDiscardsAndAnotherFrameToo() {
        var console = inspecting("]", .space, .escape)
        console.hides("LAB")
        console.shows("the lab's frame is discarded")
        #expect(console.model.focus == .inspector)
        console.types(.space)
        console.shows("LAB")
        console.types("j")
        console.hides("LAB")
    }

    @Test func whatWasMadeIsComposedFurther() {
        let console = inspecting("]", "]", .space, "e")
        console.shows("from the lab")
        guard case .composing(let composer) = console.model.mode else { return }
        #expect(composer.draft.reserved == 4 && composer.draft.payload == "Hello")
        #expect(composer.draft.key == 0x3D21_FA37)
    }

    @Test func everyBitOfEveryFrameCanBeFlipped() {
        var console = Conversation.busy(columns: 80, rows: 24)
        console.types("3", "g", .enter)
        for _ in 0..<6 {
            let count = console.model.shownFields?.bitCount ?? 0
            #expect(count > 0)
            for bit in 0..<count {
                console.model.bit = bit
                console.types(.space)
                if bit % 7 == 0 { _ = console.screen }
                console.types(.space)
            }
            let wire = console.model.lab?.wire
            let record = console.model.lab?.record
            #expect(wire == record.map { BitFields($0).wire } || record?.preview.isCut == true)
            console.types("j")
        }
    }

    @Test func ofALongPayloadTheLengthIsMadeToFit() throws {
        let payload = [UInt8](repeating: 7, count: 5000)
        let record = FrameRecord.frame(1, id(0, 1), at: 1, .sent, .binary, payload)
        let lab = BitLab(record)
        #expect(lab.isCut && lab.wire.prefix(2) == [0x82, 96] && lab.wire.count == 98)
        #expect(LabText.lines(lab).last?.text.contains("96 bytes of its payload are kept") == true)
    }
}
