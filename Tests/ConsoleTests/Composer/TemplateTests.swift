import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Frames under names, those that come along and the operator's own.
@Suite struct TemplateTests {
    @Test(arguments: FrameTemplates.builtIn)
    func everyTemplateDoesWhatItSays(_ template: FrameTemplate) throws {
        let outline = DraftOutline(template.draft, file: nil, deflates: false)
        #expect(outline.problem == nil && outline.frames.count > 0)
        let isLawful = ["pong", "flood", "unfinished"].contains(template.name)
        #expect((outline.breach == nil && outline.consequence == nil) == isLawful)
        guard let breach = outline.breach else { return }
        #expect(
            template.summary.contains(breach.verdict.rule.section.suffix(4).drop { $0 != "§" })
                || template.summary.contains("§"))
    }

    @Test func whatIsWrittenReadsBack() throws {
        var draft = FrameDraft()
        draft.payload = "a \"b\" \\ \u{7} é"
        draft.opcode = 9
        draft.isFinal = false
        draft.reserved = 5
        draft.key = 0xDEAD_BEEF
        draft.form = .bits64
        draft.claimed = .max
        draft.fragment = 3
        draft.count = 7
        draft.rate = 99
        var hex = FrameDraft()
        hex.source = .hex
        hex.payload = "00 ff"
        hex.opcode = 8
        hex.code = 1005
        var templates = FrameTemplates()
        let isKept = [("one", draft), ("two", hex)].map { name, draft in
            templates.save(FrameTemplate(name: name, draft: draft))
        }
        #expect(isKept == [true, true])
        let read = try FrameTemplates(reading: templates.text)
        #expect(read.own == templates.own)
    }

    @Test(arguments: [
        ("x = 1", 1), ("[a]\nopcode = 16", 2), ("[a]\n\nlength = \"9 bits\"", 3),
        ("[a]\nmask = \"xyz\"", 2), ("[a]\nnonsense = 1", 2), ("[a b]\n", 1),
    ])
    func aMistakeIsToldWithItsLine(text: String, line: Int) {
        let mistake = #expect(throws: TemplateMistake.self) {
            try FrameTemplates(reading: text)
        }
        #expect(mistake?.line == line)
        var facts = ConsoleFacts.test
        facts.templates = text
        var console = Conversation(facts)
        console.receives(.busy)
        console.types("s", "x", .escape, ":")
        console.types(text: "template save mine")
        console.types(.enter)
        // The file with the mistake is not written over.
        console.shows("templates.toml:\(line): ")
        #expect(console.effects.isEmpty)
    }

    @Test func aTemplateIsOpenedByItsName() {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: "template close-1005")
        console.types(.enter)
        console.shows("template close-1005")
        console.shows("! close code that")
        console.types(.enter, .enter)
        guard case .submit(.craft(_, let frames, _), _)? = console.effects.first else {
            Issue.record("not sent")
            return
        }
        #expect(frames.bytes == [0x88, 2, 0x03, 0xED])
    }

    @Test func theFrameComposedLastIsKeptUnderAName() {
        var console = Conversation.busy()
        console.types("s")
        console.types(text: "mine")
        console.types(.escape, ":")
        console.types(text: "template save my-own")
        console.types(.enter)
        guard case .keepTemplates(let text)? = console.effects.first else {
            Issue.record("not kept")
            return
        }
        #expect(text.contains("[my-own]\ntext = \"mine\"\n"))
        console.types(":")
        console.types(text: "template my")
        console.types(.enter)
        console.shows("payload mine")
    }

    @Test func aNameThatIsNoneIsRefused() {
        var console = Conversation.busy()
        console.types("s", "x", .escape, ":")
        console.types(text: "template save ../x")
        console.types(.enter)
        console.shows("a name has letters, digits, - and _, 64 at most")
    }
}
