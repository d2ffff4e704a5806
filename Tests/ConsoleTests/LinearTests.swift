import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct LinearTests {
    private var console = LinearConsole(facts: .test)

    init() {
        let news = News.busy
        _ = console.take(
            news.events.map { .event($0) }, linesLost: 0, from: news, at: seconds(270))
    }

    private mutating func told(_ line: String) -> LinearReply {
        console.read(line, at: seconds(270))
    }

    private func commands(_ reply: LinearReply) -> [String] {
        reply.effects.compactMap { effect in
            if case .submit(let command, _) = effect { return "\(command)" }
            return nil
        }
    }

    @Test mutating func eventsAreLines() {
        let event = EventRecord.event(7, .pingReceived, id(0, 12), at: 271, .ping(frame: 0))
        var news = News(at: seconds(271), totals: Totals())
        news.events = [event]
        news.eventsLost = 3
        let printed = PrintedLine(time: seconds(271), bytes: Array("\u{1B}[31m hi".utf8))
        let reply = console.take(
            [.event(event), .printed(printed)], linesLost: 2, from: news, at: seconds(271))
        #expect(reply.lines.count == 4)
        #expect(reply.lines.prefix(2) == ["3 events lost", "2 printed lines lost"])
        #expect(reply.lines[2].contains("0.12  PING_RX"))
        #expect(reply.lines[3].hasSuffix("PRINT          \\x1b[31m hi"))
    }

    @Test mutating func slotsAreTold() {
        let all = told("slots").lines
        #expect(all.count == 4)
        #expect(all[0].hasPrefix("0.12 CONNECTED 10.0.0.7:51544 age "))
        #expect(all[0].contains(" rtt 4ms rx 88 tx 91 queue 0 idle in 15s "))
        #expect(all[0].hasSuffix("subprotocol chat.v2 path /chat"))
        #expect(all.last == "3 of 3 shown")
        let some = told(":slots where rtt > 5ms").lines
        #expect(some.first?.hasPrefix("2.3 CLOSING [fe80::1]:6622") == true)
        #expect(some.last == "1 of 3 shown")
    }

    @Test mutating func framesAndEventsAreTold() {
        #expect(told("frames").lines.count == 6)
        #expect(told("frames 0").lines.count == 3)
        #expect(told("frames 0.12 last 2").lines.count == 2)
        let texts = told("frames all where op = text and dir = rx").lines
        #expect(texts.count == 2)
        #expect(texts[0].hasSuffix("0.12 #1041 RX TEXT fin         5B  \"Hello\""))
        #expect(told("events last 2").lines.last?.contains("CLOSING") == true)
        #expect(told("events where event = pong_rx").lines.count == 1)
    }

    @Test mutating func aFrameIsTakenApart() {
        let lines = told("inspect #1045").lines
        #expect(lines[1].hasPrefix("breach: "))
        #expect(lines.contains { $0.hasPrefix("bit 1 = 1: ") })
        #expect(lines.contains { $0.hasPrefix("wire: c1 83 37 fa 21 3d") })
        #expect(lines.last?.hasPrefix("payload \"bad\"") == true)
    }

    @Test mutating func commandsOfTheCommandLineWork() {
        #expect(commands(told("ping 1")).count == 1)
        #expect(commands(told(":send 0 hello")).count == 1)
        #expect(commands(told("close 0 1000 bye")).count == 1)
        #expect(told("quit").effects.count == 1)
    }

    @Test mutating func whatCannotBeUndoneAsks() {
        let question = told("abort 0")
        #expect(question.lines == ["abort 0.12 without a close frame? answer y or n"])
        #expect(commands(question).isEmpty)
        #expect(told("what").lines == question.lines, "asked again")
        #expect(commands(told("y")).count == 1)
        _ = told("abort 0")
        let refused = told("no")
        #expect(commands(refused).isEmpty)
        #expect(refused.lines == ["abort 0.12: not done"])
    }

    static let mistakes = [
        ("dance", "column 1: no such command; help lists them"),
        (":dance", "column 2: no such command; help lists them"),
        ("pnig 0", "column 1: no such command; did you mean ping?"),
        ("ping 9", "column 6: nobody is connected in slot 9"),
        ("ping", "column 5: no slot is selected: name one, or all"),
        ("slots now", "column 7: where FILTER may follow"),
        ("slots where rt > 1s", "column 13: no field is called rt; did you mean rtt?"),
        ("frames 0 last", "column 14: how many?"), ("inspect", "column 8: which frame?"),
        ("inspect 9", "column 9: frame #9 is not kept"),
        ("theme light", "column 1: theme is for a screen: these are lines of text"),
        ("map F5 ping", "column 1: map is for a screen: these are lines of text"),
    ]

    @Test(arguments: mistakes)
    mutating func mistakesAreToldWithTheirColumn(_ line: String, _ words: String) {
        let reply = told(line)
        #expect(reply.lines.isEmpty && reply.effects.isEmpty)
        #expect(reply.complaints.first?.hasPrefix(words) == true, "\(reply.complaints)")
    }

    @Test mutating func aFrozenConsoleKeepsItsEvents() {
        _ = told("freeze")
        let event = EventRecord.event(7, .pingReceived, id(0, 12), at: 271, .ping(frame: 0))
        var news = News(at: seconds(271), totals: Totals())
        news.events = [event]
        let reply = console.take([.event(event)], linesLost: 0, from: news, at: seconds(271))
        #expect(reply.lines.isEmpty)
        #expect(told("freeze").lines == ["1 events came meanwhile: events last 1"])
        #expect(told("events last 1").lines[0].contains("PING_RX"))
    }

    @Test mutating func aFilterChoosesTheEventsThatAreWritten() {
        _ = told("filter pong")
        let ping = EventRecord.event(7, .pingReceived, id(0, 12), at: 271, .ping(frame: 0))
        let pong = EventRecord.event(
            8, .pongReceived, id(0, 12), at: 271, .pong(frame: 0, roundTrip: nil))
        var news = News(at: seconds(271), totals: Totals())
        news.events = [ping, pong]
        let reply = console.take(
            [.event(ping), .event(pong)], linesLost: 0, from: news, at: seconds(271))
        #expect(reply.lines.count == 1)
    }

    @Test func aReadOnlyConsoleRefuses() {
        var facts = ConsoleFacts.test
        facts.readOnly = true
        var console = LinearConsole(facts: facts)
        let news = News.busy
        _ = console.take([], linesLost: 0, from: news, at: seconds(270))
        let reply = console.read("ping 0", at: seconds(270))
        #expect(commands(reply).isEmpty)
        #expect(reply.complaints == ["read-only: commands are refused"])
    }

    @Test mutating func helpNamesEveryCommandThatWorks() {
        let lines = told("help").lines
        for spec in CommandTable.linear where !spec.needsScreen {
            #expect(lines.contains { $0.hasPrefix(spec.usage + ": ") })
        }
    }

    /// Every command of the table, whatever it needs: an answer, a complaint or an effect.
    @Test mutating func everyCommandAnswersOrComplains() {
        for spec in CommandTable.linear {
            let reply = told(spec.name)
            _ = told("n")
            let isSilent = ["follow", "freeze", "filter"].contains(spec.name)
            let isAnswered = !(reply.lines + reply.complaints).isEmpty || !reply.effects.isEmpty
            #expect(isAnswered || isSilent, "\(spec.name)")
        }
    }
}
