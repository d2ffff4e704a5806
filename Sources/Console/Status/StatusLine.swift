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
        var x = rect.x + 1
        let separator = " \(model.glyphs.vertical) "
        for (index, part) in parts(model).enumerated() {
            let width = TextWidth.columns(of: part.text) + (index > 0 ? separator.count : 0)
            // What does not fit whole is left out; the first parts are the most important.
            guard x + width < right || index == 0 else { continue }
            if index > 0 { x += canvas.put(separator, x: x, y: rect.y, role: Look.statusDim) }
            x += canvas.put(part, x: x, y: rect.y, width: max(0, right - x))
        }
    }

    private static func parts(_ model: ConsoleModel) -> [Phrase] {
        let scene = model.shown
        let totals = scene.totals
        var address = Phrase("wscope ", Look.statusKey)
        address.add(model.facts.address, Look.status)
        address.add(" \(model.facts.scheme)", Look.statusDim)
        let isFull = totals.slots > 0 && totals.slotsUsed >= totals.slots
        var slots = Phrase("slots ", Look.statusDim)
        slots.add(
            "\(totals.slotsUsed)/\(totals.slots)", isFull ? Look.statusWarning : Look.status)
        return [address, liveness(model), slots, rates(model, scene)] + losses(scene)
            + [model.facts.readOnly ? Phrase("READ-ONLY", Look.statusWarning) : nil]
            .compactMap { $0 }
    }

    private static func liveness(_ model: ConsoleModel) -> Phrase {
        model.isFrozen
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

    private static func losses(_ scene: Scene) -> [Phrase] {
        let errors = scene.totals.breaches + scene.totals.errors
        var error = Phrase("err ", Look.statusDim)
        error.add(Spell.count(errors), errors > 0 ? Look.statusError : Look.status)
        let lost = scene.eventsLost &+ scene.framesLost
        guard lost > 0 else { return [error] }
        return [error, Phrase("lost \(Spell.count(lost))", Look.statusWarning)]
    }
}
