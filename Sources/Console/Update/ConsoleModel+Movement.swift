import TerminalCanvas
import WebSocketEngine
import WebSocketWire

extension ConsoleModel {
    /// Rows that a page of the focused pane has.
    var pageHeight: Int { layout.listHeight(of: listPane) }

    mutating func move(by rows: Int) {
        switch focus {
        case .slots:
            let order = shown.slots.order
            slots.move(by: rows, count: order.count, height: pageHeight, idAt: { order[$0] })
        case .events:
            // Only a movement that stays at the end goes on following it.
            if rows < 0 { followsEvents = false }
            let log = shown.events
            events.move(
                by: rows, count: log.shownCount, height: pageHeight, idAt: log.shownSequence)
        case .frames, .inspector:
            if rows < 0 { followsFrames = false }
            lab = nil
            bit = nil
            let log = shown.frames
            frames.move(
                by: rows, count: log.shownCount, height: pageHeight, idAt: log.shownSequence)
            field = min(field, max(0, inspectedFieldCount - 1))
        }
    }

    mutating func moveToEnd() {
        switch focus {
        case .slots: move(by: .max / 2)
        case .events: followsEvents = true
        case .frames: followsFrames = true
        case .inspector: move(by: .max / 2)
        }
    }

    /// Moves the window and lets the cursor go along only when it would leave it.
    mutating func scroll(_ pane: Pane, by rows: Int) {
        let height = layout.listHeight(of: pane)
        switch pane {
        case .slots:
            let order = shown.slots.order
            slots.scroll(by: rows, count: order.count, height: height, idAt: { order[$0] })
        case .events:
            if rows < 0 { followsEvents = false }
            let log = shown.events
            events.scroll(
                by: rows, count: log.shownCount, height: height, idAt: log.shownSequence)
        case .frames, .inspector:
            if rows < 0 { followsFrames = false }
            let log = shown.frames
            frames.scroll(
                by: rows, count: log.shownCount, height: height, idAt: log.shownSequence)
        }
    }

    mutating func follow() {
        switch focus {
        case .events: followsEvents = true
        case .frames, .inspector: followsFrames = true
        case .slots:
            followsEvents = true
            followsFrames = true
        }
    }

    var inspectedFieldCount: Int {
        lab.map { $0.frame.fields.count } ?? inspected.map { BitFields.all(of: $0).count } ?? 0
    }

    mutating func moveField(by step: Int) {
        let count = inspectedFieldCount
        guard count > 0 else { return }
        field = min(max(0, field + step), count - 1)
        if bit != nil, let frame = shownFields, frame.fields.indices.contains(field) {
            bit = min(frame.fields[field].bitOffset, max(0, frame.bitCount - 1))
        }
    }

    /// Jumps to the next row that has what was last looked for.
    mutating func search(forward: Bool) {
        guard let searched else {
            say(
                "nothing was looked for yet: \(keymap.keyName(of: .filter)) sets what "
                    + "\(keymap.keyName(of: .nextMatch)) finds")
            return
        }
        let (count, index) = listState
        guard count > 0 else { return }
        for step in 1...count {
            let candidate = (index + (forward ? step : count - step)) % count
            if searched.finds(row: candidate, of: self) {
                if focus == .events { followsEvents = false }
                if listPane == .frames { followsFrames = false }
                if forward ? candidate <= index : candidate >= index {
                    say(
                        candidate == index
                            ? "no other match"
                            : "search goes on from the \(forward ? "top" : "end")")
                }
                move(by: candidate - index)
                return
            }
        }
        say("no match for \"\(searched.text)\"", .warning)
    }

    private var listState: (count: Int, index: Int) {
        switch listPane {
        case .slots: (shown.slots.order.count, slots.index)
        case .events: (shown.events.shownCount, events.index)
        case .frames, .inspector: (shown.frames.shownCount, frames.index)
        }
    }
}

extension Filter {
    /// Whether the row that stands at a place of the focused list is one of those described.
    fileprivate func finds(row index: Int, of model: ConsoleModel) -> Bool {
        let scene = model.shown
        switch model.listPane {
        case .slots:
            return scene.slots[scene.slots.order[index]].map { finds($0, at: model.now) } ?? false
        case .events: return scene.events.shownEntry(index).map { finds($0, at: .zero) } ?? false
        case .frames, .inspector:
            return scene.frames.shownEntry(index).map { finds($0, at: .zero) } ?? false
        }
    }
}
