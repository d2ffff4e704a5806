import TerminalCanvas
public import WebSocketEngine

/// The console as lines of text: the same model and the same commands, for screen readers, pipes
/// and terminals that cannot draw.
public struct LinearConsole: Sendable {
    private var model: ConsoleModel
    /// What was said to be lost.
    private var eventsLost: UInt64 = 0
    private var linesLost: UInt64 = 0
    /// Events that came while the display was frozen.
    private var unsaid = 0

    public init(facts: ConsoleFacts) {
        model = ConsoleModel(facts: facts)
        model.isLinear = true
        // What a filter is about, where none other is named.
        model.focus = .events
    }

    /// The clock goes on; commands that take their time do too.
    public mutating func passes(to now: Instant) -> LinearReply {
        reply(model.update(.clock(SystemClock.read(at: now))))
    }

    /// - Parameters:
    ///   - happenings: the news' events and what was printed among them, the oldest first.
    ///   - news: nil for lines that could not wait for any.
    public mutating func take(
        _ happenings: [Happening], linesLost: UInt64, from news: News?, at now: Instant
    ) -> LinearReply {
        var effects = model.update(.clock(SystemClock.read(at: now)))
        let known = model.live.eventsLogged
        if let news {
            effects += model.take(news, happenings)
        } else {
            model.log(happenings)
        }
        model.settle()
        var lines = losses(linesLost)
        lines += said(after: known)
        var reply = reply(effects)
        reply.lines = lines + reply.lines
        return reply
    }

    /// A command did not get past the door of the engine.
    public mutating func refused(_ outcome: CommandOutcome) -> LinearReply {
        reply(model.update(.refused(outcome)))
    }

    /// A line that was typed, or came through a pipe.
    public mutating func read(_ line: String, at now: Instant) -> LinearReply {
        var effects = model.update(.clock(SystemClock.read(at: now)))
        let start = line.prefix { $0 == " " || $0 == ":" }.count
        let text = String(line.dropFirst(start))
        var complaints: [String] = []
        if case .asking(let question) = model.mode {
            effects += answer(text, question)
        } else {
            do throws(CommandError) {
                effects += try CommandTable.run(text, on: &model, in: CommandTable.linear)
            } catch {
                complaints.append("column \(error.offset + start + 1): \(error.message)")
            }
        }
        model.settle()
        var reply = reply(effects)
        reply.complaints = complaints + reply.complaints
        return reply
    }

    private mutating func answer(_ text: String, _ question: Question) -> [ConsoleEffect] {
        switch text.lowercased().trimmed {
        case "y", "yes": return model.update(.key("y"))
        case "n", "no", "": return model.update(.key("n"))
        default: return []
        }
    }

    private mutating func reply(_ effects: [ConsoleEffect]) -> LinearReply {
        var reply = LinearReply(lines: model.answer, effects: effects)
        model.answer = []
        for toast in model.toasts {
            if toast.level == .note {
                reply.lines.append(Sanitiser.visible(toast.text).text)
            } else {
                reply.complaints.append(Sanitiser.visible(toast.text).text)
            }
        }
        model.toasts = []
        if !model.isFrozen, unsaid > 0 {
            reply.lines.append("\(unsaid) events came meanwhile: events last \(unsaid)")
            unsaid = 0
        }
        switch model.mode {
        case .browsing: break
        case .asking(let question): reply.lines.append("\(question.text)? answer y or n")
        default:
            model.mode = .browsing
            reply.complaints.append("that needs a screen")
        }
        return reply
    }

    private mutating func losses(_ printed: UInt64) -> [String] {
        var lines: [String] = []
        if model.live.eventsLost > eventsLost {
            lines.append("\(model.live.eventsLost - eventsLost) events lost")
            eventsLost = model.live.eventsLost
        }
        if printed > linesLost {
            lines.append("\(printed - linesLost) printed lines lost")
            linesLost = printed
        }
        return lines
    }

    /// Entries of the log that are new, unless the filter hides them or the display is frozen.
    private mutating func said(after known: UInt64) -> [String] {
        var lines: [String] = []
        let log = model.live.events
        for sequence in (known + 1)..<(model.live.eventsLogged + 1) {
            guard let entry = log[sequence: sequence],
                EventText.isShown(entry, model.filters[.events])
            else { continue }
            if model.isFrozen { unsaid += 1 } else { lines.append(model.line(of: entry)) }
        }
        return lines
    }
}

extension ConsoleModel {
    /// An event or a printed line as a line of text.
    func line(of entry: EventEntry) -> String {
        switch entry.happening {
        case .event(let record): EventText.line(record, clock.wall)
        case .printed(let line): EventText.line(line, clock.wall)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
    }
}
