import Glibc
public import TerminalCanvas
import WebSocketEngine

/// Runs the console on the calling thread: keys, news and the clock in, screens and commands out.
///
/// It waits in one `poll` for the terminal, a signal, the engine's bell or that of what is printed.
/// News is asked for at most 30 times a second; without any it paints once a second, for the clock
/// and the deadlines.
public final class ConsoleLoop {
    /// Why the console ended.
    public enum ExitReason: Hashable, Sendable {
        case quit
        /// TERM, HUP or INT; the program ends its server and then raises it again.
        case signal(Int32)
        case terminalLost
    }

    private let terminal: Terminal
    private let door: any EngineDoor
    private let history: (any HistoryStore)?
    private let welcomed: () -> Void
    private let files: (any FileDoor)?
    private var theme: ShownTheme
    private var model: ConsoleModel
    private var pacer = Pacer()
    private var isStale = true
    private var ending: ExitReason?
    private var status = DoorStatus()
    /// By which times of day have been shown.
    private var wall: WallClock?
    /// Nanoseconds that the news since the last screen took.
    private var newsTook: UInt64 = 0

    /// - Parameters:
    ///   - themes: where themes are read from; a theme that cannot be read leaves the built-in
    ///     one and a message.
    ///   - welcomed: called when the welcome was seen.
    ///   - history: where lines are kept for later sessions; nil keeps none.
    ///   - files: where payloads are read and templates kept; nil has none.
    public init(
        facts: ConsoleFacts, terminal: Terminal, themes: ThemeStore, door: any EngineDoor,
        history: (any HistoryStore)? = nil, files: (any FileDoor)? = nil,
        welcomed: @escaping () -> Void = {}
    ) {
        self.terminal = terminal
        self.door = door
        self.history = history
        self.welcomed = welcomed
        self.files = files
        theme = ShownTheme(themes)
        var facts = facts
        facts.unicode = facts.unicode && terminal.isUnicode
        model = ConsoleModel(facts: facts)
        take(.clock(readClocks()))
        // After the clock, from which a message counts how long it stays.
        do throws(ThemeError) {
            if !facts.theme.isEmpty { try theme.choose(facts.theme) }
        } catch {
            take(.themeRefused(error.description))
        }
    }

    /// Until the operator quits, a signal asks to end or the terminal is gone.
    public func run() -> ExitReason {
        take(.resized(terminal.size))
        let mistake = FrameTemplates.problem(in: model.facts.templates)
        for problem in model.facts.problems + (mistake.map { [$0] } ?? []) {
            take(.problem(problem))
        }
        while true {
            turn()
            if let ending { return ending }
            wait()
        }
    }

    private func turn() {
        let reading = readClocks()
        takeStatus()
        if pacer.takesBeat(at: reading, isHurried: model.isHurried) {
            // Should the engine hang, what was printed is shown without its news.
            takePrinted()
            take(.clock(reading))
            refreshTheme()
        }
        takeKeys(reading)
        if let signal = TerminalRescue.pendingSignal { ending = ending ?? .signal(signal) }
        if pacer.takesRequest(at: reading.now) { door.requestNews() }
        guard isStale, ending == nil else { return }
        isStale = false
        let begun = door.now
        let screen = ConsoleView.screen(model)
        terminal.paint(screen.canvas, theme: theme.theme, cursor: screen.cursor)
        pacer.took(newsTook + door.now.since(begun))
        newsTook = 0
    }

    private func wait() {
        let interest = Int16(POLLIN)
        let listens = pacer.listensToBell
        var waiting = [
            pollfd(fd: terminal.descriptor, events: interest, revents: 0),
            pollfd(fd: TerminalRescue.wakeDescriptor, events: interest, revents: 0),
            pollfd(fd: listens ? door.bell : -1, events: interest, revents: 0),
            pollfd(fd: listens ? door.printBell : -1, events: interest, revents: 0),
        ]
        let timeout = pacer.timeout(at: readClocks(), isHurried: model.isHurried)
        guard poll(&waiting, nfds_t(waiting.count), timeout) > 0 else { return }
        if waiting[2].revents != 0 { answerBell() }
        if waiting[3].revents != 0 {
            // Where it belongs among the events, only news can tell.
            takePrinted()
            pacer.bellRang()
        }
    }

    private func answerBell() {
        let news = door.takeNews()
        // Behind the news, which silence the bell: what comes after them rings again.
        let payload = door.takePayload()
        if let news {
            takePrinted()
            let begun = door.now
            take(.clock(readClocks()))
            take(.news(news))
            newsTook += door.now.since(begun)
            // The engine may have answered in the middle of the turn in which they were printed.
            if !model.heldLines.isEmpty { pacer.bellRang() }
        } else {
            pacer.bellRang()
        }
        if let payload { take(.payload(payload)) }
    }

    /// Both clocks; of a capture its own time of day.
    private func readClocks() -> ClockReading {
        let now = door.now
        if let wall = door.wall { return ClockReading(now: now, wall: wall) }
        let read = SystemClock.read(at: now).wall
        let steady = wall?.steadied(read) ?? read
        wall = steady
        return ClockReading(now: now, wall: steady)
    }

    private func takeStatus() {
        let present = door.status
        guard present != status else { return }
        status = present
        take(.status(present))
    }

    /// Lines wait in the model, unseen: they make no screen by themselves.
    private func takePrinted() {
        let printed = door.takePrinted()
        if !printed.lines.isEmpty || printed.lost > 0 { _ = model.update(.printed(printed)) }
    }

    /// Everything typed until now; a long paste is one key.
    private func takeKeys(_ reading: ClockReading) {
        var isFirst = true
        while ending == nil, let key = terminal.nextKey() {
            if key == .terminalLost {
                ending = .terminalLost
                return
            }
            if isFirst { take(.clock(reading)) }
            isFirst = false
            take(.key(key))
        }
    }

    private func take(_ message: ConsoleMessage) {
        isStale = true
        for effect in model.update(message) { perform(effect) }
    }

    private func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .submit(let command, let token):
            if let refusal = door.submit(command, token: token) {
                take(
                    .refused(
                        CommandOutcome(
                            verb: command.verb, token: token, reached: 0, refusal: refusal)))
            }
        case .setTheme(let name): setTheme(name)
        case .previewTheme(let name): theme.preview(name)
        case .copy(let text): _ = terminal.copy(text)
        case .load(let request):
            door.request(request)
            if let payload = door.takePayload() { take(.payload(payload)) }
        case .capture(let order):
            let notice = door.perform(order)
            takeStatus()
            take(.notice(notice))
        case .reload: take(.notice(door.reloadCertificates()))
        case .keep(let line):
            if let problem = history?.keep(line) { take(.problem(problem)) }
        case .welcomed: welcomed()
        case .readFile(let path):
            let reading = files?.read(path, limit: model.facts.maximumMessage)
            take(.fileRead(path, reading ?? .problem("\(path): no files here")))
        case .listPaths(let path):
            take(.paths(files?.paths(beginning: path) ?? [], beginning: path))
        case .keepTemplates(let text):
            if let problem = files?.keepTemplates(text) { take(.problem(problem)) }
        case .suspend:
            terminal.suspend()
            take(.resumed)
        case .interrupt: kill(getpid(), SIGINT)
        case .dumpCore: kill(getpid(), SIGQUIT)
        case .redraw: terminal.redraw()
        case .bell: terminal.bell()
        case .quit: ending = .quit
        }
    }

    private func setTheme(_ name: String) {
        do throws(ThemeError) {
            try theme.choose(name)
            take(.themeChanged(name))
        } catch {
            take(.themeRefused(error.description))
        }
    }

    /// So that whoever writes a theme sees every edit as soon as it is saved.
    private func refreshTheme() {
        do throws(ThemeError) {
            if try theme.refresh() { take(.themeReread(model.theme)) }
        } catch {
            take(.themeRefused(error.description))
        }
    }
}
