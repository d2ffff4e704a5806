import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct RemappingTests {
    private func console(_ keys: String) throws -> Conversation {
        var facts = ConsoleFacts.test
        facts.keys = try KeyRemapping("[keys]\n" + keys)
        return .busy(facts)
    }

    @Test func everyActionHasANameThatReadsBack() {
        for action in Action.allCases {
            #expect(Action(name: action.name) == action)
            #expect(action.name.allSatisfy { $0.isLowercase || $0 == "-" })
        }
        #expect(Action.halfPageDown.name == "half-page-down")
    }

    @Test func aKeyOfTheFileDoesWhatItSays() throws {
        var console = try console("ping = [\"F5\", \"P\"]\n")
        console.types("p")
        #expect(console.submitted.isEmpty)
        console.types(.function(5))
        console.submits(.ping(.connection(id(0, 12)), payload: []))
        console.types("P")
        #expect(console.submitted.count == 1)
    }

    @Test func aKeyIsTakenFromTheActionThatHadIt() throws {
        var console = try console("ping = \"x\"\nabort = [\"Ctrl-X\"]")
        console.types("x")
        #expect(console.submitted.count == 1)
        console.types(.control("X"))
        console.shows("abort 0.12 without a close frame? y yes  n no")
    }

    @Test func hintsAndHelpShowTheKeysAsTheyAre() throws {
        var console = try console("ping = [\"F5\"]\nsend = []\nfilter = \"Ctrl-F\"")
        console.shows("F5 ping")
        console.hides("s send")
        console.types("?", .pageDown)
        console.shows("F5               ping")
        console.types(.escape, "n")
        console.shows("nothing was looked for yet: Ctrl-F sets what n finds")
    }

    static let mistakes = [
        ("pong = \"p\"", 2, "unknown action 'pong'; did you mean ping?"),
        ("gibberish = \"p\"", 2, "unknown action 'gibberish'; 'wscope keys list' names them"),
        ("ping = \"PgDwn\"", 2, "no key is called 'PgDwn'; did you mean PgDn?"),
        ("ping = [\"F5\", \"TerminalLost\"]", 2, "'TerminalLost' is not a key"),
        ("ping = \"Ctrl-C\"", 2, "the terminal keeps Ctrl-C for itself"),
        ("ping = 5", 2, "'ping' takes a list of keys: [\"p\", \"F5\"]"),
        ("ping = [5]", 2, "'ping' takes a list of keys: [\"p\", \"F5\"]"),
        ("ping = \"z\"\nsend = \"z\"", 3, "z cannot be send too: ping has it on line 2"),
        ("ping = \"Tab\"\nsend = \"Ctrl-I\"", 3, "Tab cannot be send too: ping has it on line 2"),
        ("\n[colours]\nred = 1", 3, "unknown table 'colours'; keys are given below [keys]"),
    ]

    @Test(arguments: mistakes)
    func whatIsWrongIsToldWithItsLine(_ text: String, _ line: Int, _ wording: String) {
        #expect(throws: TOMLText.Mistake(line: line, wording: wording)) {
            try KeyRemapping("[keys]\n" + text)
        }
    }

    @Test func anActionThatLosesItsLastKeyIsTold() throws {
        let report = KeyReport(try KeyRemapping("[keys]\nping = [\"c\", \"j\"]"))
        let losses = report.losses.map { "\($0.line) \($0.wording)" }
        #expect(losses == ["2 close has no key left: ping took c"], "down still has its arrow")
        #expect(report.changes.contains { $0.hasPrefix("c j ") && $0.hasSuffix("standard p") })
        #expect(report.rows.contains { $0.hasPrefix("* -  ") && $0.contains("close") })
    }

    @Test func keysAreMappedForTheSession() {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: "map F5 ping")
        console.types(.enter)
        console.shows("F5: ping, ping")
        console.types(.function(5))
        #expect(console.submitted.count == 1)
        console.types("p")
        #expect(console.submitted.count == 1, "the old key stays")
        console.types(":")
        console.types(text: "map x ping")
        console.types(.enter)
        console.shows("x: ping, ping, not abort")
        console.types("x")
        #expect(console.submitted.count == 1)
        console.types(":")
        console.types(text: "unmap x")
        console.types(.enter, "x")
        console.shows("x does nothing")
        #expect(console.submitted.isEmpty)
    }

    static let errors = [
        ("map", "which key?", 3), ("map PgDwn ping", "did you mean PgDn?", 4),
        ("map F5 pnig", "no such action; did you mean ping?", 7),
        ("map F5 ping now", "nothing more belongs here", 12), ("unmap F5", "F5 does nothing", 6),
        ("map Ctrl-C ping", "the terminal keeps Ctrl-C", 4),
    ]

    @Test(arguments: errors) func errorsPointAtTheirPlace(_ line: String, _ words: String, at: Int)
    {
        var console = Conversation.busy()
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        console.shows(words)
        guard case .editing(let prompt) = console.model.mode else {
            Issue.record("the line was closed")
            return
        }
        #expect(prompt.error?.offset == at)
    }

    @Test func theTableOfKeysMarksWhatIsRemapped() throws {
        var console = try console("ping = [\"F5\"]\nsuspend = []")
        console.types(":")
        console.types(text: "keys")
        console.types(.enter)
        console.shows("  j ↓            down             down")
        console.types("G")
        console.shows("* -              suspend")
        console.types("g", .pageDown)
        console.shows("* F5             ping             ping")
        console.types(.escape)
        console.hides("* F5")
    }

    @Test func withoutAnyKeyForItTheHelpStillCloses() throws {
        var console = try console("back = []\nleave = []\nhelp = \"?\"\nopen = []")
        console.types("?", .escape)
        console.shows("1 SLOTS")
    }
}
