import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct CapturingTests {
    private static func orders(_ effects: [ConsoleEffect]) -> [CaptureOrder] {
        effects.compactMap { effect in
            if case .capture(let order) = effect { order } else { nil }
        }
    }

    @Test func oneKeyStartsAndStops() {
        var console = Conversation.busy()
        console.types("R")
        #expect(Self.orders(console.effects) == [.start(path: nil)])
        let status = CaptureStatus(path: "a.wscap", bytes: 1_300_000, lost: 1_200)
        _ = console.model.update(.status(DoorStatus(capture: status)))
        console.shows("• REC 1.2M lost 1.2k")
        console.types("R")
        #expect(Self.orders(console.effects) == [.stop])
        _ = console.model.update(.notice(Notice("captured 1.2 MiB to a.wscap")))
        console.shows("captured 1.2 MiB to a.wscap")
    }

    @Test func whyItEndedByItselfIsToldOnce() {
        var console = Conversation.busy()
        var status = CaptureStatus(path: "a.wscap", isActive: false, failure: "disk full")
        _ = console.model.update(.status(DoorStatus(capture: status)))
        console.shows("! disk full")
        console.hides("REC")
        console.model.toasts = []
        status.bytes = 1
        _ = console.model.update(.status(DoorStatus(capture: status)))
        console.hides("disk full")
    }

    @Test(arguments: [
        ("capture start", CaptureOrder.start(path: nil)),
        ("capture start a b.wscap", .start(path: "a b.wscap")), ("capture stop", .stop),
        ("export jsonl out.jsonl", .export(.jsonl, path: "out.jsonl")),
        ("export pcapng /x/y.pcapng", .export(.pcapng, path: "/x/y.pcapng")),
    ])
    func commandsSayTheSame(line: String, order: CaptureOrder) {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        #expect(Self.orders(console.effects) == [order])
    }

    @Test(arguments: [
        ("capture", "start or stop?"), ("capture now", "start or stop?"),
        ("export", "export as jsonl or pcapng?"), ("export xml a", "jsonl or pcapng?"),
        ("export jsonl", "to which file?"), ("copy nothing", "no such part"),
    ])
    func whatIsWrongIsSaid(line: String, words: String) {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        console.shows(words)
    }

    @Test func exportsTellHowFarTheyAre() {
        var console = Conversation.busy()
        var task = TaskStatus(number: 1, name: "exporting", percent: 40)
        _ = console.model.update(.status(DoorStatus(task: task)))
        console.shows("exporting 40%")
        task.outcome = Notice("exported 9 records to x")
        _ = console.model.update(.status(DoorStatus(task: task)))
        console.hides("exporting 40%")
        console.shows("exported 9 records to x")
    }
}

@Suite struct OpenedCaptureTests {
    private static var console: Conversation {
        var facts = ConsoleFacts.test
        facts.capture = "chat.wscap"
        var console = Conversation.busy(facts)
        let task = TaskStatus(number: 0, name: "reading", percent: 100, outcome: Notice(""))
        _ = console.model.update(.status(DoorStatus(task: task)))
        return console
    }

    @Test func itStandsStillAtItsEnd() {
        var console = Self.console
        console.shows("chat.wscap of 127.0.0.1:8000 ws")
        console.shows("CAPTURE")
        console.hides("LIVE")
        let before = console.screen
        console.passes(to: 4_000)
        #expect(console.model.now == seconds(270))
        #expect(before.canvas.size == console.screen.canvas.size)
        console.shows("15s")
        console.types("Z")
        console.shows("a capture stands still anyway")
    }

    @Test(arguments: ["p", "s", "c", "x"] as [Key])
    func clientsCannotBeReached(key: Key) {
        var console = Self.console
        console.types(key)
        console.shows("this is a capture: nobody is there to send to")
        #expect(console.effects.isEmpty)
    }

    @Test func itIsNotCapturedAgain() {
        var console = Self.console
        console.types("R")
        console.shows("this is a capture already")
        #expect(console.effects.isEmpty)
    }

    @Test func hintsNameNoCommandsToClients() {
        let last = Self.console.text.split(separator: "\n").last ?? ""
        #expect(!last.contains("ping") && last.contains("frames"))
    }
}
