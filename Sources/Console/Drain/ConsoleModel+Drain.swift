import WebSocketEngine

extension ConsoleModel {
    /// A command line that drains, to be changed or sent off as it is.
    mutating func prepareDrain() {
        guard mayCommand() else { return }
        let wish = marks.isEmpty ? "drain 5/s where idle > 60s" : "drain 5/s"
        mode = .editing(Prompt(kind: .command, line: LineEditor(wish)))
    }

    /// Asks, with the number first; marked slots, or all, as far as they fit.
    mutating func askToDrain(_ words: inout CommandWords) throws(CommandError) {
        let wish = try DrainWish(&words)
        guard mayCommand() else { return }
        guard drain == nil else {
            say("a drain goes on; \(keymap.keyName(of: .back)) stops it", .warning)
            return
        }
        let candidates = marks.isEmpty ? live.slots.liveIDs : marks.sorted()
        let table = live.slots
        let now = max(clock.now, live.now)
        let ids = candidates.filter { id in
            guard let entry = table[id], entry.row.state == .connected else { return false }
            return wish.filter?.shows(entry, at: now) ?? true
        }
        guard !ids.isEmpty else {
            say("nobody to drain: no connection fits", .warning)
            return
        }
        let drain = Drain(ids, where: wish.filter, rate: wish.rate, wish: wish.wish)
        let slots = ids.count == 1 ? "1 slot" : "\(ids.count) slots"
        let time = Spell.age(UInt64(drain.seconds * 1e9))
        let rate = Spell.perSecond(wish.rate)
        let code = CloseText.code(wish.wish.code)
        mode = .asking(
            Question(
                text: "drain \(slots) at \(rate) with \(code), in \(time)",
                consequence: .drain(drain)))
    }

    mutating func begin(_ drain: Drain) -> [ConsoleEffect] {
        guard mayCommand() else { return [] }
        self.drain = drain
        self.drain?.start(at: clock.now)
        return goOnDraining()
    }

    /// Closes those whose turn has come; bound to their generation, so that nobody who took a slot
    /// meanwhile is hit.
    mutating func goOnDraining() -> [ConsoleEffect] {
        guard var drain else { return [] }
        let due = drain.takeDue(live.slots, at: clock.now)
        let tokens = pending.reserve(due.count)
        drain.await(tokens)
        self.drain = drain
        if drain.isOver(at: clock.now) { endDrain() }
        return zip(due, tokens).map { id, token in
            .submit(
                .close(.connection(id), code: drain.wish.code, reason: drain.wish.reason),
                token: token)
        }
    }

    /// Ends it as far as it has come.
    mutating func endDrain() {
        guard let drain else { return }
        let isWhole = drain.reached == drain.count
        say(drain.summary, isWhole ? .note : .warning)
        self.drain = nil
    }
}
