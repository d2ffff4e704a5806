import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    /// Takes in what happened and tells what the outside is to do about it.
    mutating func update(_ message: ConsoleMessage) -> [ConsoleEffect] {
        var effects: [ConsoleEffect] = []
        switch message {
        case .key(let key): effects = endWelcome(key) + take(key)
        case .news(let news): effects = take(news)
        case .printed(let printed): heldLines.hold(printed)
        case .clock(let reading):
            clock = reading
            log(heldLines.releaseOverdue(now: reading.now))
            effects = goOnDraining()
        case .resized(let size): self.size = size
        case .payload(let answer): effects = take(answer)
        case .status(let status): take(status)
        case .notice(let notice): take(notice)
        case .refused(let outcome): take(outcome)
        case .themeChanged(let name):
            theme = name
            previewedTheme = nil
            say("theme \(name)")
        case .themeReread(let name): say("theme \(name) as it is now")
        case .themeRefused(let problem):
            previewedTheme = nil
            say(problem, .error)
        case .problem(let text): say(text, .warning)
        case .fileRead(let path, let reading):
            effects = take(LoadedFile(path: path, reading: reading))
        case .paths(let paths, let start): take(paths: paths, beginning: start)
        case .resumed: say("resumed; the engine stood still meanwhile")
        }
        let now = clock.now
        if toasts.contains(where: { $0.until <= now }) { toasts.removeAll { $0.until <= now } }
        // In a capture nobody waits for the dead to go.
        if facts.capture == nil { live.slots.expire(now: max(now, live.now)) }
        settle()
        return effects
    }

    /// Brings order and cursors up to date with what is shown.
    mutating func settle() {
        let present = max(clock.now, live.now)
        live.slots.arrange(now: present)
        if let then = frozen?.now { frozen?.slots.arrange(now: then) }
        settleSlots()
        scopeFrames()
        settleEvents()
        settleFrames()
        layOutPage()
    }

    private mutating func settleSlots() {
        let table = shown.slots
        slots.settle(
            count: table.order.count, height: layout.listHeight(of: .slots),
            indexOf: table.index, idAt: { table.order[$0] })
    }

    private mutating func settleEvents() {
        let log = shown.events
        if followsEvents, let last = log.shownSequence(log.shownCount - 1) {
            events.point(at: last)
        }
        events.settle(
            count: log.shownCount, height: layout.listHeight(of: .events),
            indexOf: log.shownIndex, idAt: log.shownSequence)
        if followsEvents { events.stickToBottom(height: layout.listHeight(of: .events)) }
    }

    private mutating func settleFrames() {
        let log = shown.frames
        if followsFrames, let last = log.shownSequence(log.shownCount - 1) {
            frames.point(at: last)
        }
        frames.settle(
            count: log.shownCount, height: layout.listHeight(of: .frames),
            indexOf: log.shownIndex, idAt: log.shownSequence)
        if followsFrames { frames.stickToBottom(height: layout.listHeight(of: .frames)) }
    }
}
