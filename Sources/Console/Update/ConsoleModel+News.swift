import WebSocketEngine

extension ConsoleModel {
    /// Takes in what the engine wrote. A frozen display keeps it too, unseen.
    mutating func take(_ news: News) -> [ConsoleEffect] {
        take(news, heldLines.merge(into: news.events, at: news.at))
    }

    /// - Parameter happenings: the news' events, and what was printed among them.
    mutating func take(_ news: News, _ happenings: [Happening]) -> [ConsoleEffect] {
        live.now = max(live.now, news.at)
        live.totals = news.totals
        live.rates.add(news.totals, at: news.at)
        live.eventsLost = news.eventsLost
        let ended = live.slots.apply(
            news.rows, endings: Self.endings(in: news.events), now: news.at)
        if !marks.isEmpty { marks.subtract(ended) }
        for handshake in news.handshakes { handshakes.add(handshake) }
        log(happenings)
        live.append(news.frames, lost: news.framesLost)
        if !hostile.isEmpty { hostile.subtract(ended) }
        for row in news.rows { noteTemper(of: row) }
        return []
    }

    private mutating func noteTemper(of row: SlotRow) {
        if row.temper.isLawful || row.state == .closed {
            if !hostile.isEmpty { hostile.remove(row.id) }
        } else {
            hostile.insert(row.id)
        }
    }

    mutating func log(_ happenings: [Happening]) {
        live.linesLost = heldLines.lost
        for happening in happenings {
            switch happening {
            case .printed: append(happening)
            case .event(let record) where record.sequence > lastEvent:
                lastEvent = record.sequence
                append(happening)
                if case .outcome(let outcome) = record.detail { take(outcome) }
            case .event: break
            }
        }
    }

    private mutating func append(_ happening: Happening) {
        live.eventsLogged += 1
        let entry = EventEntry(sequence: live.eventsLogged, happening: happening)
        live.events.append(entry, isShown: EventText.isShown(entry, filters[.events]))
    }

    /// What became of a command is said once for all that the operator gave as one.
    mutating func take(_ outcome: CommandOutcome) {
        if drain?.take(outcome) == true {
            if drain?.isOver(at: clock.now) == true { endDrain() }
            return
        }
        if let end = pending.finish(outcome) { sayOutcome(end.text, end.level) }
    }

    private static func endings(in events: [EventRecord]) -> [ConnectionID: Ending] {
        var endings: [ConnectionID: Ending] = [:]
        for record in events {
            guard case .closed(let facts) = record.detail else { continue }
            endings[record.id] = Ending(
                facts: facts, reason: record.preview, at: record.time)
        }
        return endings
    }
}
