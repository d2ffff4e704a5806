import TerminalCanvas
import WebSocketEngine

@testable import Console

/// A filter typed letter by letter over full lists of events and frames: after each letter every
/// entry is judged anew.
struct Typing {
    static let lines = [
        "length of no list", "slot = 77 or slot > 99000", "len > 30 and not slot = 5",
        "payload ~ \"so[a-z]+ len.th (of|for) the\"", "event ~ txt and peer ~ 10.0",
        "op = text and dir = rx and payload ~ list$",
    ]

    /// - Parameters:
    ///   - entries: how many events there are; of frames there are as many.
    ///   - rounds: how often each line is typed in each pane.
    /// - Returns: milliseconds from a letter to its screen.
    static func run(entries: Int, rounds: Int) -> Sample {
        let start = Instant(nanoseconds: 200_000_000_000)
        var crowd = Crowd(count: 100_000, changesPerSecond: 30_000)
        var model = ConsoleModel(facts: ConsoleFacts(address: "127.0.0.1:8000"))
        let wall = WallClock(nanosecondsAtZero: 0, secondsFromUTC: 0)
        func tell(_ message: ConsoleMessage) { _ = model.update(message) }
        tell(.resized(Size(columns: 160, rows: 50)))
        tell(.clock(ClockReading(now: start, wall: wall)))
        while model.live.events.count < entries || model.live.frames.count < entries {
            let before = model.live.eventsLogged
            tell(.news(crowd.next(at: start)))
            precondition(model.live.eventsLogged > before && model.live.eventsLogged < 1 << 20)
        }
        var sample = Sample()
        for pane in ["2", "3"] as [Key] {
            for line in Array(repeating: lines, count: rounds).joined() {
                for key in [pane, "/"] { tell(.key(key)) }
                for letter in line {
                    let begin = Clock.wall
                    tell(.key(.character(letter)))
                    precondition(ConsoleView.screen(model).canvas.size.rows == 50)
                    sample.add(Clock.wall - begin)
                }
                tell(.key(.escape))
            }
        }
        return sample
    }
}
