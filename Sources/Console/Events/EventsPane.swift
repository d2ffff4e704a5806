import TerminalCanvas
import WebSocketEngine

/// Paints the list of events.
enum EventsPane {
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) {
        let rect = model.layout[.events]
        guard !rect.isEmpty else { return }
        let scene = model.shown
        title(model, scene).paint(&canvas, rect, model)
        let list = rect.splitRows(at: 1).bottom
        if scene.events.shownCount == 0 {
            let lines =
                scene.events.count > 0
                ? NextStep.plain("The filter hides every event; \(model.keymap.clearing).")
                : NextStep.plain("Whatever happens is listed here, the newest at the end.")
            NextStep.paint(lines, &canvas, list)
            return
        }
        for row in 0..<list.height {
            guard let entry = scene.events.shownEntry(model.events.top + row) else { break }
            paint(&canvas, list.row(row), entry, model)
        }
    }

    private static func title(_ model: ConsoleModel, _ scene: Scene) -> PaneTitle {
        var title = PaneTitle(.events)
        let follows = model.followsEvents
        title.add("follow:\(follows ? "on" : "off")", follows ? Look.levelOK : Look.levelWarning)
        title.add(model.filters[.events], hidden: scene.events.hiddenCount)
        title.trailing = ListPane.counts(
            kept: scene.events.count, lost: scene.eventsLost &+ scene.linesLost)
        return title
    }

    private static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ entry: EventEntry, _ model: ConsoleModel
    ) {
        let time = entry.happening.time
        let isNarrow = rect.width < 60
        let clock = model.clock.wall
        var phrase = Phrase(" ")
        phrase.add(
            isNarrow ? clock.time(of: time) : clock.timeWithMilliseconds(of: time), Look.dim)
        phrase.add(" " + EventText.subject(entry).padded(5) + " ")
        phrase.add(EventText.word(entry).padded(EventText.nameWidth), EventText.role(entry))
        phrase.add(" ")
        phrase.add(EventText.detail(entry))
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
        ListPane.paintCursor(
            &canvas, rect, isSelected: entry.sequence == model.events.id, pane: .events, model)
    }
}
