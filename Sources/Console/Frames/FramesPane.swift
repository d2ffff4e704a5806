import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// Paints the list of frames, both directions.
enum FramesPane {
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) {
        let rect = model.layout[.frames]
        guard !rect.isEmpty else { return }
        let scene = model.shown
        title(model, scene).paint(&canvas, rect, model)
        let list = rect.splitRows(at: 1).bottom
        if scene.frames.shownCount == 0 {
            paintEmpty(&canvas, list, model, scene)
            return
        }
        for row in 0..<list.height {
            guard let entry = scene.frames.shownEntry(model.frames.top + row) else { break }
            paint(&canvas, list.row(row), entry, model)
        }
    }

    private static func title(_ model: ConsoleModel, _ scene: Scene) -> PaneTitle {
        var title = PaneTitle(.frames)
        title.add(
            model.frameScope.map { "slot \($0)" } ?? "all slots",
            model.showsAllFrames ? Look.dim : Look.marked)
        let follows = model.followsFrames
        title.add("follow:\(follows ? "on" : "off")", follows ? Look.levelOK : Look.levelWarning)
        if model.foldsFragments { title.add("folded", Look.marked) }
        let hidden = model.filters[.frames] == nil ? 0 : scene.frames.hiddenCount
        title.add(model.filters[.frames], hidden: hidden)
        title.trailing = ListPane.counts(kept: scene.frames.count, lost: scene.framesLost)
        return title
    }

    private static func paintEmpty(
        _ canvas: inout Canvas, _ list: Rect, _ model: ConsoleModel, _ scene: Scene
    ) {
        let lines =
            if model.filters[.frames] != nil {
                NextStep.plain("The filter hides every frame; \(model.keymap.clearing).")
            } else if let scope = model.frameScope, scene.frames.count > 0 {
                NextStep.plain(
                    "No frame of slot \(scope) is kept; "
                        + "\(model.keymap.keyName(of: .allFrames)) shows those of all slots.")
            } else if scene.slots.liveCount > 0 {
                NextStep.talk(model, "No frame has come or gone yet.")
            } else {
                NextStep.plain("Every frame, in both directions, is listed here.")
            }
        NextStep.paint(lines, &canvas, list)
    }

    private static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ entry: FrameEntry, _ model: ConsoleModel
    ) {
        let record = entry.record
        let isNarrow = rect.width < 60
        let clock = model.clock.wall
        var phrase = Phrase(" ")
        phrase.add(
            isNarrow ? clock.time(of: record.time) : clock.timeWithMilliseconds(of: record.time),
            Look.dim)
        phrase.add(" " + record.id.description.padded(5))
        phrase.add(" #\(record.sequence)".padded(7), Look.dim)
        phrase.add(" " + record.direction.name, Look.direction(record.direction))
        phrase.add(
            " " + FrameText.opcode(record).padded(6) + " ",
            record.breach == nil ? Look.opcode(record.header.opcode) : Look.levelError)
        if model.foldsFragments, let fragment = entry.fragment {
            phrase.add(FragmentText.detail(entry, fragment, model.shown))
        } else {
            phrase.add(FrameText.detail(record))
        }
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
        ListPane.paintCursor(
            &canvas, rect, isSelected: record.sequence == model.frames.id, pane: .frames, model)
    }
}
