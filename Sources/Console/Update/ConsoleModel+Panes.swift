import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    /// Panes that Tab walks through, those without room on the screen too.
    var reachablePanes: [Pane] {
        if Layout.usesColumns(arrangement, size) { return Pane.allCases }
        return [.slots, .events, showsInspector ? .inspector : .frames]
    }

    mutating func turnPane(by step: Int) {
        let panes = reachablePanes
        let index = panes.firstIndex(of: focus) ?? 0
        go(to: panes[(index + step + panes.count) % panes.count])
    }

    mutating func go(to pane: Pane) {
        if pane == .inspector {
            guard inspected != nil else {
                say("no frame to inspect yet")
                return
            }
            isInspecting = true
            followsFrames = false
            if focus != .inspector { selectBreach() }
        } else if pane == .frames {
            isInspecting = false
        }
        focus = pane
    }

    /// Goes deeper: from a slot to its frames, from an event or a frame to the bits.
    mutating func open() {
        let left = spot
        goDeeper()
        if spot != left { trail.leave(left) }
    }

    private mutating func goDeeper() {
        switch focus {
        case .slots:
            guard slots.id != nil else { return }
            showFrames(ofAll: false)
            followsFrames = true
            go(to: .frames)
        case .events:
            guard let id = events.id, let entry = shown.events[sequence: id] else { return }
            open(entry)
        case .frames: go(to: .inspector)
        case .inspector: break
        }
    }

    private mutating func open(_ entry: EventEntry) {
        if let id = entry.record?.id, shown.slots[id] != nil { slots.point(at: id) }
        guard let frame = entry.record.flatMap({ EventText.frame(of: $0.detail) }) else {
            say("\(EventText.word(entry)) has no frame of its own")
            return
        }
        inspect(frame)
    }

    /// Puts the cursor of the frames on one, whatever scope or filter hides it; false, and said,
    /// when it is gone.
    mutating func reveal(frame sequence: UInt64) -> Bool {
        guard shown.frames[sequence: sequence] != nil else {
            say("frame #\(sequence) is no longer kept", .warning)
            return false
        }
        settle()
        if !shown.frames.isShown(sequence), shown.frames[sequence: sequence]?.fragment != nil {
            fold(false)
        }
        if !shown.frames.isShown(sequence) {
            setFilter(nil, on: .frames)
            showFrames(ofAll: true)
        }
        followsFrames = false
        frames.point(at: sequence)
        return true
    }

    /// Opens a frame by its number.
    mutating func inspect(_ sequence: UInt64) {
        guard reveal(frame: sequence) else { return }
        isInspecting = true
        focus = .inspector
        selectBreach()
    }

    /// What is wrong with a frame is what one opens it for.
    private mutating func selectBreach() {
        field = min(field, max(0, inspectedFieldCount - 1))
        guard let record = inspected else { return }
        let frame = BitFields(record)
        if let bit = (0..<frame.bitCount).first(where: frame.isBreached) {
            field = frame.fieldIndex(at: bit) ?? field
        }
    }

    /// One step back: out of the inspector, the zoom, the filter, the marks, to the slots.
    mutating func goBack() {
        if focus == .inspector, lab != nil {
            discardLab()
        } else if drain != nil {
            endDrain()
        } else if focus == .inspector {
            closeInspector()
        } else if isZoomed {
            isZoomed = false
        } else if filters[listPane] != nil {
            setFilter(nil, on: listPane)
        } else if focus == .slots, !marks.isEmpty {
            marks = []
        } else if hasInspectorToClose {
            closeInspector()
        } else {
            focus = .slots
        }
    }

    /// Beside the frames the inspector stays; in their place it can be closed.
    var hasInspectorToClose: Bool {
        focus == .inspector || (showsInspector && !Layout.usesColumns(arrangement, size))
    }

    private mutating func closeInspector() {
        isInspecting = false
        if focus == .inspector { focus = .frames }
    }
}
