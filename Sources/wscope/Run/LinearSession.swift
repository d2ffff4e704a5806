import Console
import Glibc
import WebSocketEngine

/// The two ends of linear mode: events and answers go to stdout, commands come from stdin.
final class LinearSession: NewsWriter, LineListener {
    private var console: LinearConsole
    private let door: ServerDoor
    private let output: LineOutput
    private var input = InputLines()
    private var hasQuit = false
    /// A question is answered from what is known; before the first news that is nothing.
    private var knowsAnything = false

    init(facts: ConsoleFacts, door: ServerDoor, output: LineOutput) {
        console = LinearConsole(facts: facts)
        self.door = door
        self.output = output
    }

    var isBroken: Bool { output.isBroken }
    var descriptor: Int32 { knowsAnything ? input.descriptor : -1 }

    func write(_ happenings: [Happening], linesLost: UInt64, from news: News?) {
        if news != nil { knowsAnything = true }
        tell(console.take(happenings, linesLost: linesLost, from: news, at: door.now))
    }

    /// Figures move without events too.
    func beat() -> Bool {
        door.requestNews()
        tell(console.passes(to: door.now))
        return !hasQuit
    }

    func listen() -> Bool {
        for line in input.read() {
            tell(console.read(line, at: door.now))
            if hasQuit { return false }
        }
        guard input.hasEnded else { return true }
        // A person who types the end means it; a pipe that ran dry leaves the service running.
        if input.isTerminal { return false }
        if input.hasSpoken {
            ProgramExit.complain("wscope: stdin has ended; SIGINT or SIGTERM ends the server")
        }
        return true
    }

    func say(_ text: String) { output.write(text + "\n") }

    private func tell(_ reply: LinearReply) {
        if !reply.lines.isEmpty { say(reply.lines.joined(separator: "\n")) }
        for complaint in reply.complaints { ProgramExit.complain(complaint) }
        for effect in reply.effects { perform(effect) }
    }

    func tell(_ notice: Notice) {
        if notice.isError {
            ProgramExit.complain(notice.text)
        } else if !notice.text.isEmpty {
            say(notice.text)
        }
    }

    private func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .submit(let command, let token):
            guard let refusal = door.submit(command, token: token) else { return }
            let outcome = CommandOutcome(
                verb: command.verb, token: token, reached: 0, refusal: refusal)
            tell(console.refused(outcome))
        // Without a clipboard, what would be copied is the answer.
        case .copy(let text): say(text)
        case .capture(let order): tell(door.perform(order))
        case .reload: tell(door.reloadCertificates())
        case .quit: hasQuit = true
        case .keep, .bell, .redraw, .readFile, .listPaths: break
        default: ProgramExit.complain("that needs a screen")
        }
    }
}
