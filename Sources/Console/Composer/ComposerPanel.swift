import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// Paints the composer: what is typed, the fields, the frame bit by bit, and what it breaks.
enum ComposerPanel {
    /// A title, the payload, two rows of fields, the rulers, the header and the first bytes in the
    /// grid, the verdict and what follows.
    static let rows = 14

    /// - Returns: where the terminal's cursor belongs.
    static func paint(
        _ canvas: inout Canvas, _ composer: Composer, _ model: ConsoleModel
    ) -> Point? {
        let isRoomy = model.layout.divider != nil
        let rect = Dock.rect(model, rows: isRoomy ? rows + 6 : rows)
        let inside = Dock.paint(
            &canvas, rect, title: title(composer), trailing: trailing(composer), model)
        guard inside.height > 0 else { return nil }
        let cursor = paintPayload(&canvas, inside.row(0), composer)
        var lines: [Phrase] = []
        if inside.height >= 4 { lines += ComposerFields.rows(composer) }
        var end: [Phrase] = [verdict(composer)]
        if inside.height >= 7 { end.append(consequence(composer)) }
        let room = inside.height - 1 - lines.count - end.count
        lines += grid(composer, columns: rect.width, room: room)
        for (offset, line) in (lines + end).enumerated() where offset + 1 < inside.height {
            let row = inside.row(offset + 1)
            canvas.put(line, x: row.x, y: row.y, width: row.width)
        }
        return composer.field == .payload ? cursor : nil
    }

    static func hints(_ composer: Composer) -> [(keys: String, text: String)] {
        if composer.isWarned {
            return [("Enter", "sends it all the same"), ("Esc", "leave"), ("Tab", "field")]
        }
        let change = composer.field == .payload ? ("↑ ↓", "sent before") : ("← →", "change")
        return [
            ("Enter", "send"), ("Tab", "next field"), change, ("Esc", "leave"),
            ("Shift-Tab", "field before"),
        ]
    }

    private static func title(_ composer: Composer) -> Phrase {
        var title = Phrase("COMPOSE", Look.focusedTitle)
        title.add("  to \(composer.whom.name)")
        let frames = composer.outline.frames
        guard frames.count > 0 else { return title }
        let count = frames.count == 1 ? "1 frame" : "\(frames.count) frames"
        title.add("  \(count) \(frames.bytes.count)B", Look.dim)
        return title
    }

    private static func trailing(_ composer: Composer) -> Phrase {
        if composer.recalled > 0 { return Phrase("sent before: \(composer.recalled)", Look.marked) }
        return composer.origin.isEmpty ? Phrase() : Phrase(composer.origin, Look.marked)
    }

    private static func paintPayload(
        _ canvas: inout Canvas, _ rect: Rect, _ composer: Composer
    ) -> Point {
        let isFocused = composer.field == .payload
        let label = composer.draft.source == .file ? " file    " : " payload "
        let used = canvas.put(
            label, x: rect.x, y: rect.y,
            role: isFocused ? Look.bitLabelSelected : Look.bitLabel, width: rect.width)
        let room = Rect(
            x: rect.x + used, y: rect.y, width: max(0, rect.width - used - 1), height: 1)
        return Dock.paintEditor(&canvas, room, composer.line, isFocused: isFocused)
    }

    /// The first frame as the inspector would show it.
    private static func grid(_ composer: Composer, columns: Int, room: Int) -> [Phrase] {
        guard room >= 2, let frame = composer.outline.first else {
            return Array(repeating: Phrase(), count: max(0, room))
        }
        let selected = composer.field.frameFields.lazy
            .compactMap { kind in frame.fields.first { $0.kind == kind } }.first
        let grid = BitGrid(frame, selected: selected, columns: columns)
        var lines = room >= 4 ? grid.rulers : []
        let height = room - lines.count
        let count = min(grid.rowCount, (height + 1) / 2)
        let first = min(max(0, grid.selectedRow - count + 1), max(0, grid.rowCount - count))
        for row in first..<(first + count) { lines += [grid.bits(row), grid.labels(row)] }
        lines = Array(lines.prefix(room))
        return lines + Array(repeating: Phrase(), count: room - lines.count)
    }

    /// What is wrong with the frame, or that nothing is.
    private static func verdict(_ composer: Composer) -> Phrase {
        var phrase = Phrase(" ")
        if !composer.candidates.isEmpty {
            phrase.add(composer.candidates.joined(separator: "  "), Look.dim)
        } else if let problem = composer.outline.problem {
            phrase.add(problem.isUnfinished ? "" : "! ", Look.levelError)
            phrase.add(
                Sanitiser.visible(problem.message),
                problem.isUnfinished ? Look.dim : Look.levelError)
        } else if let breach = composer.outline.breach {
            if composer.isWarned { phrase.add("Enter sends it: ", Look.warning) }
            phrase.add("! ", Look.levelError)
            if breach.frame > 0 { phrase.add("frame \(breach.frame + 1): ", Look.dim) }
            phrase.add(VerdictText.phrase(breach.verdict, breach.verdict.rule.reaction))
        } else {
            phrase.add("lawful  ", Look.levelOK)
            phrase.add(composer.outline.first.map(opcode) ?? "", Look.dim)
        }
        return phrase
    }

    private static func opcode(_ frame: BitFields) -> String {
        frame.fields.first { $0.kind == .opcode }?.meaning ?? ""
    }

    private static func consequence(_ composer: Composer) -> Phrase {
        var phrase = Phrase(" ")
        if let consequence = composer.outline.consequence {
            phrase.add(consequence, Look.warning)
        } else if composer.draft.count > 1 {
            let draft = composer.draft
            phrase.add("\(draft.count) times, \(draft.rate) a second", Look.warning)
            phrase.add("; :compose stop ends it", Look.dim)
        } else if composer.whom.isMany {
            phrase.add("goes to \(composer.whom.name)", Look.warning)
        }
        return phrase
    }
}

extension Composer.Field {
    /// The field of the frame that it makes, the first that there is.
    fileprivate var frameFields: [FrameField.Kind] {
        switch self {
        case .opcode: [.opcode]
        case .fin: [.fin]
        case .reserved: [.rsv1]
        case .mask: [.maskingKey, .mask]
        case .form: [.payloadLength]
        case .claimed: [.extendedLength, .payloadLength]
        case .code: [.payload]
        case .payload, .source, .fragment, .count, .rate: []
        }
    }
}
