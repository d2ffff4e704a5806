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

    /// The engine answers the first frame while the second waits for its second Enter.
    @Test func aWarningIsNotCoveredByWhatIsAnsweredMeanwhile() {
        var console = inspecting("j", "]", "]", "]", "]", "]", "]", "]", "]", .space, "[", .space)
        console.types(.enter)
        let token = console.tokens[0]
        console.types("[", .space, .enter)
        console.submits()
        console.shows("Enter sends it all the same")
        console.receives(at: 270.1) {
            $0.events = [
                .event(
                    9, .outcome, id(0, 12), at: 270.1,
                    .outcome(.init(verb: .craft, token: token, reached: 1, refusal: nil)))
            ]
        }
        console.shows("Enter sends it all the same")
        console.passes(to: 290)
        console.hides("all the same")
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

    @Test func anotherFrameIsOpenedWithoutTheLab() {
        var console = inspecting("]", "]", .space)
        console.types("2", "k", .enter)
        console.hides("LAB")
        #expect(console.model.bit == nil && console.model.lab == nil)
    }

    private func long(_ count: Int, rest: Int) -> Conversation {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        var console = Conversation.busy(columns: 160, rows: 50)
        console.receives(at: 271) {
            $0.frames = [
                .frame(
                    2000, id(0, 12), at: 271, .received, .binary, payload,
                    rest: PayloadPlace(start: 500, count: rest))
            ]
        }
        console.types("3", "G", .enter)
        return console
    }

    @Test func ofALongPayloadTheRestIsAskedForBeforeABitIsFlipped() {
        var console = long(300, rest: 204)
        console.types("l", "l", "l", "l", "l", "l", "l", "l", "l", .space)
        guard case .load(let request) = console.effects.first else {
            Issue.record("nothing is asked for: \(console.effects)")
            return
        }
        #expect(request.places == [PayloadPlace(start: 500, count: 204)])
        console.hides("LAB")
        let rest = (96..<300).map { UInt8(truncatingIfNeeded: $0) }
        _ = console.model.update(.payload(PayloadAnswer(number: request.number, parts: [rest])))
        console.shows("LAB")
        #expect(console.model.lab?.isCut == false && console.model.lab?.wire.count == 308)
        #expect(console.model.lab?.wire.prefix(4) == [0x82, 0xFE, 0x01, 0x2C])
        // The last bit of all of it can be flipped and sent.
        console.model.bit = 308 * 8 - 1
        console.types(.space, .enter, .enter)
        #expect(crafted(console)?.last == UInt8(truncatingIfNeeded: 299) ^ 0x3D ^ 1)
    }

    @Test func aPayloadThatIsNoLongerKeptIsCut() {
        var console = long(300, rest: 204)
        console.types(.space)
        guard case .load(let request) = console.effects.first else { return }
        _ = console.model.update(.payload(PayloadAnswer(number: request.number, parts: [nil])))
        console.shows("only 96 bytes of its payload are kept: the length was made to fit")
    }

    @Test func anAnswerThatComesTooLateOpensNothing() {
        var console = long(300, rest: 204)
        console.types(.space)
        guard case .load(let request) = console.effects.first else { return }
        console.types("k")
        _ = console.model.update(.payload(PayloadAnswer(number: request.number, parts: [nil])))
        console.hides("LAB")
    }

    @Test func aPayloadOfMegabytesIsNotAskedFor() {
        var console = long(BitLab.payloadLimit + 1, rest: BitLab.payloadLimit + 1 - 96)
        console.types(.space)
        #expect(console.effects.isEmpty)
        console.shows("only 96 bytes of its payload are in the lab: the length was made to fit")
    }

    @Test func aFieldIsEnteredFromTheSideOneComesFrom() {
        var console = inspecting("l", "l", "l", "l", "]")
        #expect(console.model.bit == 4)
        console = inspecting("l", "l", "l", "l", "[")
        #expect(console.model.bit == 7 && console.model.field == 4)
    }

    @Test func ofALongPayloadTheLengthIsMadeToFit() throws {
        let payload = [UInt8](repeating: 7, count: 5000)
        let record = FrameRecord.frame(1, id(0, 1), at: 1, .sent, .binary, payload)
        let lab = BitLab(record)
        #expect(lab.isCut && lab.wire.prefix(2) == [0x82, 96] && lab.wire.count == 98)
        #expect(LabText.lines(lab).last?.text.contains("96 bytes of its payload are kept") == true)
    }
}
