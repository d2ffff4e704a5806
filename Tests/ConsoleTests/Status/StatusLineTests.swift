import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct StatusLineTests {
    @Test func theLineTellsWhereHowManyAndWhatIsWrong() {
        let console = Conversation.busy()
        let row = console.screen.canvas.text(0)
        #expect(
            row
                == " wscope 127.0.0.1:8000 ws │ slots 3/8 │ rx 0/s tx 0/s │ err 1 │ LIVE   12:04:30"
        )
    }

    @Test func ratesAreThoseOfTheLastTwoSeconds() {
        var console = Conversation.busy()
        for tenth in 1...30 {
            console.receives(at: 270 + Double(tenth) / 10) {
                $0.totals.receivedMessages = 105 + UInt64(tenth) * 120
                $0.totals.sentMessages = 111 + UInt64(tenth) * 84
            }
        }
        console.passes(to: 273)
        console.shows("rx 1.2k/s tx 840/s")
        console.passes(to: 280)
        console.shows("rx 0/s tx 0/s")
    }

    @Test func lossIsShownOnlyWhenThereIsSome() {
        var console = Conversation.busy(columns: 100)
        console.hides(" │ lost")
        console.receives(at: 271) {
            $0.eventsLost = 1_500
            $0.framesLost = 20
        }
        console.shows("lost 1.5k")
        console.shows("1500 lost")
        console.shows("20 lost")
    }

    @Test func aLoopThatCameLateIsShownForAWhile() {
        var console = Conversation.busy(columns: 100)
        console.receives(at: 271) {
            $0.totals.lag.lateTicks = 1
            $0.totals.lag.latest = 84 * .millisecond
            $0.totals.lag.latestAt = Instant(nanoseconds: 271 * .second)
        }
        console.shows("lag 84ms")
        console.passes(to: 275.9)
        console.shows("lag 84ms")
        console.passes(to: 276)
        console.hides("lag 84ms")
    }

    @Test func aNarrowLineKeepsWhatMattersMost() {
        let row = Conversation.busy(columns: 40, rows: 10).screen.canvas.text(0)
        #expect(row.hasPrefix(" wscope 127.0.0.1:8000"))
        #expect(row.hasSuffix("12:04:30"))
        let wrong = Conversation.busy(columns: 60, rows: 24).screen.canvas.text(0)
        #expect(wrong == " wscope 127.0.0.1:8000 ws│slots 3/8│err 1│LIVE     12:04:30")
    }

    @Test func toastsGoAwayByThemselves() {
        var console = Conversation.busy()
        console.types("n")
        console.shows("nothing was looked for")
        console.passes(to: 275.9)
        console.shows("nothing was looked for")
        console.passes(to: 276)
        console.hides("nothing was looked for")
    }
}
