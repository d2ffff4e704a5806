import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Frames are composed, looked at and sent.
@Suite struct ComposerTests {
    private func crafted(_ console: Conversation) -> (frames: CraftedFrames, times: Repetition)? {
        for effect in console.effects {
            if case .submit(.craft(_, let frames, let times), _) = effect { return (frames, times) }
        }
        return nil
    }

    private func composer(_ console: Conversation) -> Composer? {
        if case .composing(let composer) = console.model.mode { return composer }
        return nil
    }

    /// Opens the composer, types a payload and goes so many fields on.
    private func composing(_ payload: String = "", tabs: Int = 0) -> Conversation {
        var console = Conversation.busy()
        console.types("s")
        console.types(text: payload)
        for _ in 0..<tabs { console.types(.tab) }
        return console
    }

    @Test func everyFieldIsInTheFrame() throws {
        var console = composing("Hi", tabs: 2)
        console.types("2", .tab, "0", .tab, "3", .tab, .space, .tab)
        console.shows("opcode 2 BINARY")
        console.shows("rsv 001  mask 37fa213d")
        console.types(.right, .right, .tab, "9", "9")
        console.types(.enter)
        console.submits()
        console.types(.enter)
        let sent = try #require(crafted(console))
        #expect(sent.frames.bytes == [0x12, 0xFE, 0, 99, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x93])
        #expect(sent.times == .once)
    }

    @Test func aBreachIsToldAndSentOnlyByASecondEnter() {
        var console = composing("x", tabs: 2)
        console.types("b")
        console.shows("! reserved opcode")
        console.shows("-> close 1002")
        console.types(.enter)
        console.submits()
        console.shows("Enter sends it: ! reserv")
        console.types("c", .enter)
        console.submits()
        console.types(.enter)
        #expect(crafted(console)?.frames.bytes == [0x8C, 1, 0x78])
    }

    @Test func aLyingLengthSaysWhatFollows() throws {
        var console = composing("Hello", tabs: 7)
        console.types("8")
        console.shows("3 bytes are missing: what is sent next is taken for payload")
        console.types(.backspace, "3")
        console.shows("2 bytes are left over, read as the next frame: a reserved opcode")
        console.types(.backspace)
        console.shows("claims truth")
        console.shows("lawful")
    }

    @Test func whatTheEngineCanSendItselfItSends() {
        let cases: [(Character, Command)] = [
            ("1", .send(.connection(id(0, 12)), opcode: .text, fin: true, payload: [0x79])),
            ("2", .send(.connection(id(0, 12)), opcode: .binary, fin: true, payload: [0x79])),
            ("9", .ping(.connection(id(0, 12)), payload: [0x79])),
        ]
        for (opcode, command) in cases {
            var console = composing("y", tabs: 2)
            console.types(.character(opcode), .enter)
            console.submits(command)
        }
        var console = composing("bye", tabs: 2)
        console.types("8", .tab, .tab, .tab, .tab, "4", "0", "0", "1")
        console.shows("code 4001")
        console.types(.enter)
        console.submits(
            .close(
                .connection(id(0, 12)), code: CloseCode(rawValue: 4001),
                reason: Array("bye".utf8)))
    }

    @Test func aLongMessageIsCutIntoFragments() throws {
        var console = composing("Hello", tabs: 8)
        console.types("2")
        console.shows("3 frames 11B")
        console.types(.enter)
        let frames = try #require(crafted(console)).frames
        #expect(
            frames.bytes == [1, 2, 0x48, 0x65, 0, 2, 0x6C, 0x6C, 0x80, 1, 0x6F])
    }

    @Test func aRepetitionHasItsCountAndItsRate() throws {
        var console = composing("x", tabs: 9)
        console.types("5", "0", .tab, .backspace, "2", "5")
        console.shows("50 times, 25 a second")
        console.types(.enter)
        #expect(crafted(console)?.times == Repetition(count: 50, rate: 25))
        console.types(":")
        console.types(text: "compose stop")
        console.types(.enter)
        console.submits(.stopRepeating)
    }

    @Test func hexSaysWhereItIsWrong() {
        var console = composing("48 6x", tabs: 1)
        console.types(.right)
        console.shows("! not a hex digit")
        console.types(.enter)
        console.submits()
        console.types(.backTab, .backspace, "9")
        console.types(.enter)
        console.submits(
            .send(.connection(id(0, 12)), opcode: .text, fin: true, payload: [0x48, 0x69]))
    }

    @Test func aFileIsReadWhenItIsSent() {
        var console = composing("/tmp/x.bin", tabs: 1)
        console.types(.right, .right)
        console.shows("not read yet: Enter reads it")
        console.types(.enter)
        guard case .readFile("/tmp/x.bin")? = console.effects.first else {
            Issue.record("the file is not asked for")
            return
        }
        _ = console.model.update(.fileRead("/tmp/other", .bytes([9])))
        #expect(composer(console) != nil)
        let effects = console.model.update(.fileRead("/tmp/x.bin", .bytes([0x41, 0x42])))
        guard case .submit(.send(_, .text, true, let payload), _)? = effects.first else {
            Issue.record("it is not sent")
            return
        }
        #expect(payload == [0x41, 0x42])
    }

    @Test func aFileThatCannotBeReadIsNamed() {
        var console = composing("/no/such", tabs: 1)
        console.types(.right, .right, .enter)
        let problem = "/no/such: No such file or directory"
        #expect(console.model.update(.fileRead("/no/such", .problem(problem))).isEmpty)
        console.shows("! /no/such: No such file or directory")
    }

    @Test func tabCompletesAPath() {
        var console = composing("/etc/ho", tabs: 1)
        console.types(.right, .right, .backTab, .tab)
        guard case .listPaths("/etc/ho")? = console.effects.first else {
            Issue.record("no paths are asked for")
            return
        }
        _ = console.model.update(
            .paths(["/etc/host.conf", "/etc/hostname", "/etc/hosts"], beginning: "/etc/ho"))
        #expect(composer(console)?.draft.payload == "/etc/host")
        console.shows("host.conf  hostname  hosts")
        console.types(text: "n")
        console.types(.tab)
        _ = console.model.update(.paths(["/etc/hostname"], beginning: "/etc/hostn"))
        #expect(composer(console)?.draft.payload == "/etc/hostname")
    }

    @Test func framesSentBeforeComeBackWhole() {
        var console = composing("first", tabs: 2)
        console.types("2", .enter)
        console.types("s")
        console.types(text: "second")
        console.types(.enter, "s")
        console.types(text: "third")
        console.types(.up, .up)
        #expect(composer(console)?.draft.payload == "first")
        #expect(composer(console)?.draft.opcode == 2)
        console.shows("sent before: 2")
        console.types(.down, .down)
        #expect(composer(console)?.draft.payload == "third")
    }

    @Test func aFrameThatWasSeenIsComposedAnew() throws {
        var console = Conversation.busy()
        console.types("3", "g", "e")
        console.shows("from frame #1041")
        let draft = try #require(composer(console)).draft
        #expect(draft.payload == "Hello" && draft.key == nil && draft.opcode == 1)
        console.types(.enter)
        console.submits(
            .send(
                .connection(id(0, 12)), opcode: .text, fin: true, payload: Array("Hello".utf8)))
    }

    @Test func whomItIsForIsShownFirst() {
        var console = Conversation.busy()
        console.types(.space, .space, "s")
        console.shows("COMPOSE  to 2 slots")
        console.types(.escape, ":")
        console.types(text: "compose all")
        console.types(.enter)
        console.shows("COMPOSE  to all")
    }

    @Test func readOnlyComposesNothing() {
        var facts = ConsoleFacts.test
        facts.readOnly = true
        for keys: [Key] in [["s"], ["H"], ["c"]] {
            var console = Conversation.busy(facts)
            for key in keys { console.types(key) }
            console.shows("read-only: commands are refused")
            console.submits()
        }
        var console = Conversation.busy(facts)
        console.types("3", "g", "e")
        console.shows("read-only: commands are refused")
    }

    @Test func anyKeysLeaveItUsable() {
        var random = RandomTests.Generator(state: 0x9E37_79B9_7F4A_7C15)
        let keys: [Key] = [
            .tab, .backTab, .left, .right, .up, .down, .space, .backspace, .delete, "1", "9", "a",
            "f", "x", .enter, .paste("\u{1B}[31m\u{202E}"), .escape, "s",
        ]
        var console = Conversation.busy()
        for _ in 0..<3000 {
            console.types(keys.randomElement(using: &random) ?? .tab)
            if Int.random(in: 0..<40, using: &random) == 0 { _ = console.screen }
        }
    }
}
