import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

@Suite struct CommandTableTests {
    private func entering(_ line: String) -> Conversation {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        return console
    }

    static let commands: [(String, Command)] = [
        ("ping", .ping(.connection(id(0, 12)), payload: [])),
        ("ping 1", .ping(.connection(id(1, 7)), payload: [])),
        ("ping 1.6 hi there", .ping(.connection(id(1, 6)), payload: Array("hi there".utf8))),
        ("ping hello", .ping(.connection(id(0, 12)), payload: Array("hello".utf8))),
        (
            "send 1  two  words",
            .send(
                .connection(id(1, 7)), opcode: .text, fin: true, payload: Array("two  words".utf8))
        ),
        ("close", .close(.connection(id(0, 12)), code: .normalClosure, reason: [])),
        ("close 1 1001 a", .close(.connection(id(1, 7)), code: .goingAway, reason: [0x61])),
        ("close 1001", .close(.connection(id(0, 12)), code: .goingAway, reason: [])),
    ]

    @Test(arguments: commands.indices) func aLineBecomesACommand(_ index: Int) {
        let (line, command) = Self.commands[index]
        entering(line).submits(command)
    }

    @Test(arguments: [
        "abort", "abort 1", "close all", "close all 1001 bye", "ping all x", "send all x",
    ])
    func whatCannotBeUndoneOrIsForManyAsksFirst(_ line: String) {
        var console = entering(line)
        console.submits()
        console.shows("? y yes  n no")
        console.types("y")
        #expect(console.submitted.count == 1)
    }

    static let errors: [(String, String, Int)] = [
        ("dance", "no such command; help lists them", 0),
        ("clsoe 0", "no such command; did you mean close?", 0), ("pi x", "", -1),
        ("theme drak", "no such theme; did you mean dark?", 6),
        ("filter rt > 3s", "no field is called rt; did you mean rtt?", 7),
        ("filter state = conected", "state is never conected; did you mean connected?", 15),
        ("f", "could be filter, fold, follow, freeze", 0),
        ("ping 9", "nobody is connected in slot 9", 5), ("send 0", "send what?", 6),
        ("close 0 1005", "must not be sent", 8), ("abort 0 now", "nothing more belongs here", 8),
        ("theme pink", "no such theme; there are dark, light, mono", 6),
        ("sort", "sort by which column?", 4), ("sort !colour", "no such column", 5),
        ("quit now", "nothing more belongs here", 5),
        ("ping 0 " + String(repeating: "x", count: 126), "a ping carries 125 bytes", 7),
    ]

    @Test(arguments: errors)
    func anErrorPointsAtItsPlace(_ line: String, words: String, offset: Int) {
        let console = entering(line)
        guard offset >= 0 else {
            #expect(console.submitted.count == 1, "a start that is unique is enough")
            return
        }
        guard case .editing(let prompt) = console.model.mode else {
            Issue.record("the line was closed")
            return
        }
        #expect(prompt.error?.offset == offset)
        #expect(prompt.error?.message.contains(words) == true)
        console.shows(words)
    }

    @Test func displayCommandsDoWhatTheirKeysDo() {
        #expect(entering("filter pong").model.filters[.slots]?.text == "pong")
        #expect(entering("sort rtt").model.live.slots.sort == SortOrder(column: .rtt))
        #expect(entering("sort !rtt").model.live.slots.sort.isInverted)
        #expect(entering("freeze").model.isFrozen)
        entering("help").shows("Act on the selected or marked slots")
        #expect(entering("quit").quits)
        var console = Conversation.busy()
        console.types("2", "k", ":")
        console.types(text: "follow")
        console.types(.enter)
        #expect(console.model.followsEvents)
    }

    @Test func aThemeIsAskedForAndNamedWhenItIsThere() {
        var console = entering("theme light")
        guard case .setTheme("light") = console.effects.first else {
            Issue.record("no theme was asked for: \(console.effects)")
            return
        }
        _ = console.model.update(.themeChanged("light"))
        console.shows("theme light")
        _ = console.model.update(.themeRefused("light.toml:3: no such colour"))
        console.shows("! light.toml:3: no such colour")
    }

    @Test func earlierLinesThatBeginTheSameComeBack() {
        var console = entering("ping 1")
        console.types(":")
        console.types(text: "follow")
        console.types(.enter, ":")
        console.types(text: "pi")
        console.types(.up)
        console.shows(":ping 1")
        console.types(.up)
        console.shows(":ping 1")
        console.types(.down)
        console.shows(":pi")
        console.types(.control("P"))
        console.shows(":follow")
        console.types(.control("P"), .control("N"), .control("N"))
        console.shows(":pi")
    }

    @Test func aPasteRunsNothingAndShowsItsControls() {
        var console = Conversation.busy()
        console.types(":", .paste("quit\r\nquit\u{1B}[A\n"))
        #expect(!console.quits)
        console.shows(":quit\\r\\nquit\\x1b[A\\n")
        console.types(.escape, .paste("Q"))
        #expect(!console.quits)
        console.shows("nothing was pasted")
    }

    @Test func aPastedTextIsSentAsItIs() {
        var console = Conversation.busy()
        console.types("s", .paste("a\tb\u{202E}"), .enter)
        console.submits(
            .send(
                .connection(id(0, 12)), opcode: .text, fin: true,
                payload: Array("a\tb\u{202E}".utf8)))
    }
}
