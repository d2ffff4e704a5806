import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Our side of a connection is made to misbehave, and everybody sees it.
@Suite struct HostileMenuTests {
    private func tempered(_ console: inout Conversation, _ change: @escaping (inout Temper) -> Void)
    {
        console.receives(at: 271) {
            $0.rows = [.connected(id(0, 12)) { change(&$0.temper) }]
        }
    }

    private func runs(_ line: String) -> Conversation {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        return console
    }

    @Test func theMenuSwitchesEachOnAndOff() {
        var console = Conversation.busy()
        console.types("H")
        console.shows("HOSTILE  to 0.12")
        let expected: [Hostility] = [
            .mute(true), .latePongs(3 * .second), .slowReading(1024), .splitWrites(true),
            .noCloseFrame(true), .none,
        ]
        for hostility in expected {
            console.types(.space)
            console.submits(.temper(.connection(id(0, 12)), hostility))
            console.types("j")
        }
        tempered(&console) { $0.isMute = true }
        console.types("g", .enter)
        console.submits(.temper(.connection(id(0, 12)), .mute(false)))
        console.types(.escape)
        #expect(console.row(with: "HOSTILE  to") == nil)
    }

    @Test func amountsAreTurnedAndCountAtOnceWhereTheyAreOn() {
        var console = Conversation.busy()
        console.types("H", "j", "l")
        console.submits()
        console.shows("late    10s")
        tempered(&console) { $0.pongDelay = 3 * .second }
        console.types("h", "h")
        console.submits(
            .temper(.connection(id(0, 12)), .latePongs(3 * .second)),
            .temper(.connection(id(0, 12)), .latePongs(1 * .second)))
        console.types("j", "h", .space)
        console.submits(.temper(.connection(id(0, 12)), .slowReading(256)))
    }

    @Test func ofSeveralTheNumberIsShown() {
        var console = Conversation.busy()
        console.types(.space, .space, "H")
        console.shows("HOSTILE  to 2 slots")
        tempered(&console) { $0.splitsWrites = true }
        console.shows("ON for 1 of 2")
        console.types("j", "j", "j", .space)
        #expect(console.submitted.count == 2)
    }

    @Test func theRowTheTitlesAndTheStatusSaySo() {
        var console = Conversation.busy()
        tempered(&console) {
            $0.isMute = true
            $0.splitsWrites = true
        }
        console.shows("MUTE SPLIT")
        console.shows("HOSTILE 1")
        tempered(&console) {
            $0.isMute = true
            $0.pongDelay = 1
            $0.readRate = 1
            $0.splitsWrites = true
            $0.withholdsClose = true
        }
        console.shows("MUTE +4")
        console.types("3", "g", .enter)
        #expect(console.row(with: "FRAME #1041")?.contains("MUTE +4") == true)
        console.receives(at: 272) { $0.rows = [.connected(id(0, 12))] }
        console.hides("MUTE")
        console.hides("HOSTILE")
    }

    @Test func whatWasSwitchedIsAnEvent() {
        var console = Conversation.busy()
        console.receives(at: 271) {
            $0.events = [
                .event(
                    7, .outcome, id(0, 12), at: 271,
                    .outcome(.init(verb: .temper, token: 1, reached: 1, refusal: nil)),
                    Array(Hostility.latePongs(3 * .second).name.utf8))
            ]
        }
        console.shows("hostile reached 1: pongs 3s late")
    }

    @Test(arguments: [
        ("hostile mute", Hostility.mute(true)), ("hostile mute off", .mute(false)),
        ("hostile late", .latePongs(3 * .second)), ("hostile late 250ms", .latePongs(250_000_000)),
        ("hostile late off", .latePongs(0)), ("hostile slow 1k 0", .slowReading(1024)),
        ("hostile slow 64 0.12", .slowReading(64)), ("hostile slow off", .slowReading(0)),
        ("hostile slow 0", .slowReading(1024)), ("hostile split", .splitWrites(true)),
        ("hostile noclose", .noCloseFrame(true)), ("hostile off", .none),
    ])
    func theCommandLineSwitchesThemToo(line: String, hostility: Hostility) {
        let console = runs(line)
        console.submits(.temper(.connection(id(0, 12)), hostility))
    }

    @Test func allAreMeantByAll() {
        for (line, hostility) in [
            ("hostile late 1s all", Hostility.latePongs(1 * .second)),
            ("hostile mute all", .mute(true)),
        ] {
            var console = runs(line)
            console.submits()
            console.shows("all 3 connections: \(hostility.name)? y yes  n no")
            console.types("y")
            console.submits(.temper(.all, hostility))
        }
    }

    @Test(arguments: [
        ("hostile", "misbehave how?"), ("hostile rude", "no such misbehaviour"),
        ("hostile late 3x", "a time such as"), ("hostile slow 1x 0", "bytes a second"),
        ("hostile mute 0 1", "nothing more belongs here"),
    ])
    func mistakesAreToldAtTheirPlace(line: String, problem: String) {
        let console = runs(line)
        console.submits()
        console.shows(problem)
    }
}
