import TerminalCanvas
import WebSocketEngine

@testable import Console

/// Some seconds at a console: thirty times a second news and a screen, and keys in between.
struct Session {
    let name: String
    /// Typed before it begins.
    let setup: [Key]

    /// What an operator's fingers do, over and over.
    private static let keys: [Key] = [
        "j", .pageDown, "k", "G", "g", .control("D"), ">", "<", "I", "I", .space, .tab, .tab, .tab,
        "2", "k", "F", "3", .enter, "l", .escape, "1", "n", "Z", "j", "Z",
    ]

    struct Result {
        /// From the key to its screen, and what that took of a core.
        var keys = Sample()
        var keysOnCore = Sample()
        var frames = Sample()
    }

    func run(_ crowd: inout Crowd, from start: Instant, frames: Int) -> Result {
        var model = ConsoleModel(facts: ConsoleFacts(address: "127.0.0.1:8000"))
        let wall = WallClock(nanosecondsAtZero: 0, secondsFromUTC: 0)
        func tell(_ message: ConsoleMessage) { _ = model.update(message) }
        tell(.resized(Size(columns: 160, rows: 50)))
        tell(.clock(ClockReading(now: start, wall: wall)))
        tell(.news(crowd.all(at: start)))
        setup.forEach { tell(.key($0)) }
        var result = Result()
        for frame in 0..<frames {
            let now = start + UInt64(frame) * 33_333_333
            let news = crowd.next(at: now)
            let begin = Clock.cpu
            tell(.clock(ClockReading(now: now, wall: wall)))
            tell(.news(news))
            let screen = ConsoleView.screen(model)
            result.frames.add(Clock.cpu - begin)
            precondition(screen.canvas.size.rows == 50)
            let typed = (wall: Clock.wall, cpu: Clock.cpu)
            tell(.clock(ClockReading(now: now, wall: wall)))
            tell(.key(Session.keys[frame % Session.keys.count]))
            let answer = ConsoleView.screen(model)
            result.keys.add(Clock.wall - typed.wall)
            result.keysOnCore.add(Clock.cpu - typed.cpu)
            precondition(answer.canvas.size.rows == 50)
        }
        return result
    }
}
