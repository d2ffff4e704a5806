import TerminalCanvas
import WebSocketWire

/// Paints the close dialog: the codes in columns, what the one at hand means, and the line.
enum ClosePanel {
    /// As many as fit side by side with their names.
    private static let columnWidth = 26

    /// - Returns: where the terminal's cursor belongs.
    static func paint(
        _ canvas: inout Canvas, _ dialog: CloseDialog, _ model: ConsoleModel
    ) -> Point? {
        let width = Dock.rect(model, rows: 1).width
        let columns = max(1, width / columnWidth)
        let height = (CloseDialog.codes.count + columns - 1) / columns
        let rect = Dock.rect(model, rows: height + 3)
        var title = Phrase("CLOSE", Look.focusedTitle)
        title.add("  \(dialog.whom.name)")
        let inside = Dock.paint(
            &canvas, rect, title: title, trailing: Phrase("RFC 6455 §7.4", Look.dim), model)
        guard inside.height > 0 else { return nil }
        let (upper, bottom) = inside.splitRows(at: -1)
        let (list, middle) = upper.splitRows(at: -1)
        paintCodes(&canvas, list, dialog, columns: columns, height: height, model)
        canvas.put(meaning(dialog), x: middle.x, y: middle.y, width: middle.width)
        return paintLine(&canvas, bottom, dialog)
    }

    static func hints(_ dialog: CloseDialog) -> [(keys: String, text: String)] {
        let enter = dialog.isWarned ? "sends it all the same" : "close"
        return [("Enter", enter), ("↑ ↓", "code"), ("Ctrl-P", "closed before"), ("Esc", "leave")]
    }

    private static func paintCodes(
        _ canvas: inout Canvas, _ rect: Rect, _ dialog: CloseDialog, columns: Int, height: Int,
        _ model: ConsoleModel
    ) {
        let shown = dialog.choice.map { CloseDialog.codes[$0] } ?? dialog.code
        for (index, code) in CloseDialog.codes.enumerated() where index % height < rect.height {
            let x = rect.x + index / height * columnWidth
            let cell = Rect(x: x, y: rect.y + index % height, width: columnWidth - 1, height: 1)
            let isShown = code == shown
            var phrase = Phrase("\(code.rawValue)", isShown ? Look.focusedTitle : codeRole(code))
            phrase.add(" \(name(code))", dialog.fits(code) ? Look.text : Look.dim)
            canvas.put(phrase, x: cell.x + 1, y: cell.y, width: cell.width - 1)
            guard isShown else { continue }
            canvas.put(
                String(model.glyphs.selected), x: cell.x, y: cell.y, role: Look.focusedTitle)
            canvas.setBackdrop(cell, Look.selection)
        }
    }

    private static func codeRole(_ code: CloseCode) -> Role {
        code.isSendable ? Look.levelOK : Look.levelError
    }

    private static func name(_ code: CloseCode) -> String {
        switch code.rawValue {
        case 3000: "to 3999 registered"
        case 4000: "to 4999 private use"
        default: code.name
        }
    }

    private static func meaning(_ dialog: CloseDialog) -> Phrase {
        var phrase = Phrase(" ")
        if let error = dialog.error {
            phrase.add("! \(error.message)", Look.levelError)
            return phrase
        }
        let code = dialog.code ?? .normalClosure
        let fitting = CloseDialog.codes.count(where: dialog.fits)
        if !dialog.isWarned, fitting > 0, !CloseDialog.codes.contains(code), code.rawValue < 1000 {
            phrase.add("\(fitting) codes begin with \(code.rawValue)", Look.dim)
            return phrase
        }
        if !code.isSendable {
            phrase.add(dialog.isWarned ? "Enter sends it: " : "", Look.warning)
            phrase.add("! \(CloseText.code(code)) must not be sent", Look.levelError)
            phrase.add("  RFC 6455 §7.4.1; it goes as a crafted frame", Look.dim)
            return phrase
        }
        phrase.add("\(code.rawValue) ", Look.bitOne)
        phrase.add(CloseMeaning.of(code), Look.dim)
        return phrase
    }

    private static func paintLine(
        _ canvas: inout Canvas, _ rect: Rect, _ dialog: CloseDialog
    ) -> Point {
        let count = dialog.reason.utf8.count
        let isLong = count > CloseFrame.maximumReason
        let counter = " reason \(count)/\(CloseFrame.maximumReason) "
        let used = canvas.put(
            " code and reason ", x: rect.x, y: rect.y, role: Look.bitLabelSelected,
            width: rect.width)
        canvas.put(
            counter, x: max(rect.x, rect.maxX - counter.count), y: rect.y,
            role: isLong ? Look.levelError : Look.dim)
        let room = Rect(
            x: rect.x + used, y: rect.y, width: max(0, rect.width - used - counter.count),
            height: 1)
        return Dock.paintEditor(&canvas, room, dialog.line, isFocused: true)
    }
}
