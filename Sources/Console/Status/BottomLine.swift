import TerminalCanvas
import WebSocketEngine

/// Paints the line at the bottom: an input line, a question, a toast, or what the keys do.
enum BottomLine {
    /// - Returns: where the terminal's cursor belongs.
    static func paint(_ canvas: inout Canvas, _ model: ConsoleModel) -> Point? {
        let rect = model.layout.bottom
        guard !rect.isEmpty else { return nil }
        switch model.mode {
        case .editing(let prompt):
            return PromptLine.paint(&canvas, rect, prompt, model)
        case .asking(let question):
            canvas.fill(rect, role: Look.input)
            var phrase = Phrase(" \(question.text)? ", Look.warning)
            phrase.add("y", Look.statusKey)
            phrase.add(" yes  ", Look.dim)
            phrase.add("n", Look.statusKey)
            phrase.add(" no", Look.dim)
            canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
            canvas.setBackdrop(rect, Look.input)
            return nil
        case .copying(let record):
            paint(&canvas, rect, copying: record)
            return nil
        case .choosingColumns:
            paint(&canvas, rect, ColumnChooserPane.hints(model))
            return nil
        case .sorting:
            paint(&canvas, rect, SortMenuPane.hints(model))
            return nil
        case .composing(let composer):
            Dock.paintHints(&canvas, rect, ComposerPanel.hints(composer))
            return nil
        case .closing(let dialog):
            Dock.paintHints(&canvas, rect, ClosePanel.hints(dialog))
            return nil
        case .hostile:
            Dock.paintHints(&canvas, rect, HostilePanel.hints)
            return nil
        case .placing(let use):
            paint(&canvas, rect, PlaceHints.phrase(use, model))
            return nil
        case .browsing, .help:
            if let toast = model.toasts.last {
                paint(&canvas, rect, toast, count: model.toasts.count)
            } else {
                paintHints(&canvas, rect, model)
            }
            return nil
        }
    }

    private static func paint(_ canvas: inout Canvas, _ rect: Rect, copying record: FrameRecord) {
        canvas.fill(rect, role: Look.input)
        let isWide = rect.width >= 100
        var phrase = Phrase(isWide ? " copy #\(record.sequence): " : " copy: ", Look.warning)
        for part in FrameCopy.Part.allCases {
            phrase.add(String(part.key), Look.statusKey)
            phrase.add(" \(part.hint)" + (isWide ? "  " : " "), Look.dim)
        }
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
        canvas.setBackdrop(rect, Look.input)
    }

    private static func paint(_ canvas: inout Canvas, _ rect: Rect, _ phrase: Phrase) {
        canvas.fill(rect, role: Look.input)
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
        canvas.setBackdrop(rect, Look.input)
    }

    private static func paint(_ canvas: inout Canvas, _ rect: Rect, _ toast: Toast, count: Int) {
        canvas.fill(rect, role: Look.toast)
        let role: Role =
            switch toast.level {
            case .note: Look.toast
            case .warning: Look.warning
            case .error: Look.error
            }
        var phrase = Phrase(toast.level == .note ? " " : " ! ", role)
        phrase.add(Sanitiser.visible(toast.text), role)
        canvas.put(phrase, x: rect.x, y: rect.y, width: rect.width)
        canvas.setBackdrop(rect, Look.toast)
    }

    /// The last hint, the one of the help, keeps its room; others that do not fit are left out.
    private static func paintHints(_ canvas: inout Canvas, _ rect: Rect, _ model: ConsoleModel) {
        let isLab = model.focus == .inspector && model.lab != nil
        let stop = model.drain == nil ? [] : [Hint(.back, text: "stop the drain")]
        let usual = isLab ? Hint.lab : Hint.all(for: model.focus)
        let known = model.page.map(Hint.all) ?? stop + usual
        let hints = known.filter { hint in
            guard hint.actions.allSatisfy(model.keymap.hasKey) else { return false }
            return model.mayEverCommand || !hint.actions.contains(where: \.isCommand)
        }.map { hint in
            (hint.actions.map(model.keymap.keyName).joined(separator: " "), hint.text)
        }
        var x = rect.x + 1
        var reserved = hints.last.map { $0.0.count + $0.1.count + 3 } ?? 0
        for (index, (name, text)) in hints.enumerated() {
            if index == hints.count - 1 { reserved = 0 }
            guard x + name.count + 1 + text.count + reserved < rect.maxX else { continue }
            x += canvas.put(name, x: x, y: rect.y, role: Look.focusedTitle)
            x += 1 + canvas.put(" \(text)", x: x, y: rect.y, role: Look.dim)
            x += 1
        }
    }
}
