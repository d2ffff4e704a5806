import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// What the panes show, as lines that name what they say: read aloud they need no columns.
enum LinearText {
    static func status(_ model: ConsoleModel) -> [String] {
        let scene = model.shown
        let rates = scene.rates.perSecond(at: model.now)
        let totals = scene.totals
        var lines = [
            "\(model.facts.url) \(model.facts.application)",
            "slots \(totals.slotsUsed) of \(totals.slots), peak \(totals.slotsPeak)",
            "received \(Spell.rate(rates.received)), sent \(Spell.rate(rates.sent))",
            "breaches \(totals.breaches), timeouts \(totals.timeouts), errors \(totals.errors)",
            "refused: full \(totals.refused), by address \(totals.turnedAway), "
                + "slow handshakes \(totals.displaced)",
            "dropped: sends \(totals.droppedSends), frames \(totals.discardedFrames), "
                + "pongs \(totals.replacedPongs)",
            "loop: worst lag \(Spell.roundTrip(totals.lag.worst)), "
                + "late ticks \(totals.lag.lateTicks)",
            "lost: events \(scene.eventsLost), frames \(scene.framesLost), "
                + "lines \(scene.linesLost)",
        ]
        if model.isFrozen { lines.append("frozen; freeze again to go on") }
        if model.facts.readOnly { lines.append("read-only") }
        return lines
    }

    static func slots(_ model: ConsoleModel, _ filter: Filter?) -> [String] {
        let table = model.shown.slots
        let entries = table.order.compactMap { table[$0] }
            .filter { filter?.shows($0, at: model.now) ?? true }
        return entries.map { slot($0, model) } + ["\(entries.count) of \(table.count) shown"]
    }

    private static func slot(_ entry: SlotEntry, _ model: ConsoleModel) -> String {
        let row = entry.row
        var words = ["\(row.id) \(row.state.name) \(row.peer)"]
        if entry.endedAt != nil {
            words.append(SlotText.ending(entry, now: model.now).text)
            return words.joined(separator: " ")
        }
        words.append("age \(Spell.age(model.now.since(row.openedAt)))")
        if let roundTrip = row.roundTrip { words.append("rtt \(Spell.roundTrip(roundTrip))") }
        words.append("rx \(row.receivedMessages) tx \(row.sentMessages)")
        words.append("queue \(Spell.bytes(row.queuedBytes))")
        if let deadline = row.deadline {
            let left = Spell.remaining(deadline.at.since(model.now))
            words.append("\(CloseText.timeout(deadline.kind).prefix { $0 != ":" }) in \(left)")
        }
        if let closing = row.closing { words.append(CloseText.brief(closing)) }
        if row.isSecure { words.append("tls") }
        if !row.subprotocol.isEmpty {
            words.append("subprotocol \(Sanitiser.visible(row.subprotocol.bytes).text)")
        }
        if !row.path.isEmpty { words.append("path \(Sanitiser.visible(row.path.bytes).text)") }
        return words.joined(separator: " ")
    }

    static func events(_ model: ConsoleModel, _ query: LinearQuery) -> [String] {
        let log = model.shown.events
        let filter = query.filter ?? model.filters[.events]
        return last(query.count, of: log) { EventText.isShown($0, filter) }.map(model.line)
    }

    static func frames(_ model: ConsoleModel, _ query: LinearQuery) -> [String] {
        last(query.count, of: model.shown.frames) {
            FrameText.isShown($0, query.slot, query.filter)
        }.map { line(of: $0.record, model.clock.wall) }
    }

    private static func line(of record: FrameRecord, _ wall: WallClock) -> String {
        "\(wall.timeWithMilliseconds(of: record.time)) \(record.id) #\(record.sequence) "
            + "\(record.direction.name) \(FrameText.opcode(record)) "
            + FrameText.detail(record).text
    }

    /// The verdict first: it is what one looks for.
    static func frame(_ record: FrameRecord, _ wall: WallClock) -> [String] {
        var lines = [line(of: record, wall)]
        if let verdict = record.breach, let reaction = record.reaction {
            lines.append("breach: " + VerdictText.phrase(verdict, reaction).text)
        }
        let frame = BitFields(record)
        lines.append("wire: " + Spell.hex(frame.wire) + (frame.isCut ? " …" : ""))
        lines += frame.fields.map { FieldText.explanation($0).text }
        lines.append(PayloadText.line(record, frame, columns: 400).text)
        return lines
    }

    /// The newest entries that fit, the oldest of them first.
    private static func last<Entry>(
        _ count: Int, of log: BoundedLog<Entry>, where isWanted: (Entry) -> Bool
    ) -> [Entry] {
        var entries: [Entry] = []
        for index in stride(from: log.count - 1, through: 0, by: -1) {
            guard entries.count < count else { break }
            if let entry = log.entry(index), isWanted(entry) { entries.append(entry) }
        }
        return entries.reversed()
    }
}
