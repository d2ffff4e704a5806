import TerminalCanvas
import WebSocketEngine

/// Paints the line at the top: where, how many, how fast, what is wrong, and the time.
enum StatusLine {
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) {
        let rect = model.layout.status
        guard !rect.isEmpty else { return }
        canvas.fill(rect, role: Look.status)
        let clock = model.clock.wall.time(of: model.clock.now)
        var right = rect.maxX
        if rect.width >= 30 {
            right -= clock.count + 1
            canvas.put(clock, x: right, y: rect.y, role: Look.status)
        }
        let parts = parts(model)
        var x = rect.x + 1
        let room = right - x - 1
        // Where not everything fits, the blanks around the separators go first.
        let wide = parts.reduce(3 * (parts.count - 1)) { $0 + $1.phrase.columns }
        let bar = String(model.glyphs.vertical)
        let separator = wide <= room ? " \(bar) " : bar
        for (index, part) in fitting(parts, separator.count, room).enumerated() {
            if index > 0 { x += canvas.put(separator, x: x, y: rect.y, role: Look.statusDim) }
            x += canvas.put(part, x: x, y: rect.y, width: max(0, right - x))
        }
    }

    /// The parts of the best ranks that fit whole, in the order of the line; always the first.
    private static func fitting(_ parts: [Part], _ gap: Int, _ room: Int) -> [Phrase] {
        var room = room
        var chosen: Set<Int> = []
        for index in parts.indices.sorted(by: { parts[$0].rank < parts[$1].rank }) {
            let width = parts[index].phrase.columns + (chosen.isEmpty ? 0 : gap)
            guard width <= room || chosen.isEmpty else { break }
            room -= width
            chosen.insert(index)
        }
        return parts.indices.filter(chosen.contains).map { parts[$0].phrase }
    }

    private struct Part {
        var phrase: Phrase
        /// The higher, the sooner it is left out.
        var rank: Int
    }

    private static func parts(_ model: ConsoleModel) -> [Part] {
        let scene = model.shown
        let totals = scene.totals
        let address = address(model.facts)
        let isFull = totals.slots > 0 && totals.slotsUsed >= totals.slots
        var slots = Phrase("slots ", Look.statusDim)
        slots.add(
            "\(totals.slotsUsed)/\(totals.slots)", isFull ? Look.statusWarning : Look.status)
        // What is wrong stays on a narrow line longer than what is usual.
        let isWrong = totals.breaches &+ totals.errors > 0
        var parts = [
            Part(phrase: address, rank: 0), Part(phrase: slots, rank: 4),
            Part(phrase: rates(model, scene), rank: 5),
            Part(phrase: errors(scene.totals), rank: isWrong ? 3 : 6),
            Part(phrase: liveness(model), rank: 1),
        ]
        if let drain = model.drain {
            parts.append(Part(phrase: DrainText.phrase(drain, model.glyphs), rank: 2))
        }
        let lost = scene.eventsLost &+ scene.framesLost &+ scene.linesLost
        if lost > 0 {
            let phrase = Phrase("lost \(Spell.count(lost))", Look.statusWarning)
            parts.append(Part(phrase: phrase, rank: 2))
        }
        if totals.droppedSends > 0 {
            let phrase = Phrase("unsent \(Spell.count(totals.droppedSends))", Look.statusWarning)
            parts.append(Part(phrase: phrase, rank: 2))
        }
        if let lag = lag(totals, at: model.now) { parts.append(Part(phrase: lag, rank: 2)) }
        if let capture = model.door.capture, capture.isActive {
            parts.append(Part(phrase: recording(capture, model.glyphs), rank: 2))
        }
        if let task = model.door.task, task.outcome == nil {
            let phrase = Phrase("\(task.name) \(task.percent)%", Look.statusWarning)
            parts.append(Part(phrase: phrase, rank: 2))
        }
        if !model.hostile.isEmpty {
            let phrase = Phrase("HOSTILE \(model.hostile.count)", Look.statusWarning)
            parts.append(Part(phrase: phrase, rank: 3))
        }
        if totals.repeating > 0 {
            let phrase = Phrase("REPEAT \(totals.repeating)", Look.statusWarning)
            parts.append(Part(phrase: phrase, rank: 3))
        }
        if model.facts.readOnly {
            parts.append(Part(phrase: Phrase("READ-ONLY", Look.statusWarning), rank: 7))
        }
        return parts
    }

    /// A loop that came late is news for 5 s: long enough to be seen, and then it is over.
    private static func lag(_ totals: Totals, at now: Instant) -> Phrase? {
        let lag = totals.lag
        guard lag.lateTicks > 0, now.since(lag.latestAt) < 5 * UInt64.second else { return nil }
        return Phrase("lag \(Spell.roundTrip(lag.latest))", Look.statusWarning)
    }

    /// A server by its address, a capture by its name.
    private static func address(_ facts: ConsoleFacts) -> Phrase {
        var phrase = Phrase("wscope ", Look.statusKey)
        if let capture = facts.capture {
            phrase.add(Sanitiser.visible(capture, limit: 48), Look.status)
            phrase.add(" of", Look.statusDim)
            phrase.add(" \(facts.address)", Look.statusDim)
        } else {
            phrase.add(facts.address, Look.status)
        }
        phrase.add(" \(facts.scheme)", Look.statusDim)
        return phrase
    }

    /// `● REC 1.2M`, and what came too fast for it.
    private static func recording(_ capture: CaptureStatus, _ glyphs: Glyphs) -> Phrase {
        var phrase = Phrase("\(glyphs.marked) REC ", Look.statusError)
        phrase.add(Spell.bytes(capture.bytes), Look.status)
        if capture.lost > 0 {
            phrase.add(" lost \(Spell.count(capture.lost))", Look.statusWarning)
        }
        return phrase
    }

    private static func liveness(_ model: ConsoleModel) -> Phrase {
        if model.facts.capture != nil { return Phrase("CAPTURE", Look.statusFrozen) }
        return model.isFrozen
            ? Phrase("FROZEN", Look.statusFrozen) : Phrase("LIVE", Look.statusLive)
    }

    private static func rates(_ model: ConsoleModel, _ scene: Scene) -> Phrase {
        let rates = scene.rates.perSecond(at: model.now)
        var phrase = Phrase("rx ", Look.statusDim)
        phrase.add(Spell.rate(rates.received), Look.status)
        phrase.add(" tx ", Look.statusDim)
        phrase.add(Spell.rate(rates.sent), Look.status)
        return phrase
    }

    private static func errors(_ totals: Totals) -> Phrase {
        let count = totals.breaches &+ totals.errors
        var phrase = Phrase("err ", Look.statusDim)
        phrase.add(Spell.count(count), count > 0 ? Look.statusError : Look.status)
        return phrase
    }
}
