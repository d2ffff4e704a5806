import TerminalCanvas
import WebSocketEngine

/// Paints one cell of a row in the table of connections.
struct SlotCell {
    let entry: SlotEntry
    let now: Instant
    let glyphs: Glyphs

    private var row: SlotRow { entry.row }
    private var isOver: Bool { entry.endedAt != nil }

    func paint(_ canvas: inout Canvas, _ place: ColumnPlan.Place, _ rect: Rect) {
        let x = rect.x + place.x
        let width = min(place.width, rect.maxX - x)
        guard width > 0 else { return }
        switch place.column {
        case .timeout: paintTimeout(&canvas, x: x, y: rect.y, width: width)
        case .traffic:
            SlotLines.paint(
                entry.traffic, &canvas, x: x, y: rect.y, width: width, now: now, glyphs: glyphs)
        case .keepAlive:
            SlotLines.paint(
                entry.keepAlive.marks(width, since: row.openedAt, at: now), &canvas, x: x,
                y: rect.y, glyphs: glyphs)
        default:
            let (text, role) = content(place.column, width)
            canvas.put(
                text, x: x, y: rect.y, role: isOver ? Look.dim : role, width: width,
                align: place.column.alignment)
        }
    }

    private func content(_ column: SlotColumn, _ width: Int) -> (String, Role) {
        switch column {
        case .slot: ("\(row.id.slot)", Look.text)
        case .generation: ("\(row.id.generation)", Look.dim)
        case .state: (row.state.name, Look.state(row.state))
        case .peer: (SlotText.peer(row.peer, columns: width), Look.text)
        case .age: (Spell.age(now.since(row.openedAt)), Look.text)
        case .idle: (Spell.age(now.since(entry.lastMessageAt)), Look.text)
        case .lastPing: (since(row.lastPingAt), Look.text)
        case .pong: (since(row.lastPongAt), row.missedPongs > 0 ? Look.levelWarning : Look.text)
        case .timeout, .traffic, .keepAlive: ("", Look.text)
        case .rtt: row.roundTrip.map { (Spell.roundTrip($0), Look.text) } ?? ("-", Look.dim)
        case .messages:
            (
                Spell.counts(row.receivedMessages, row.sentMessages, columns: width), Look.text
            )
        case .bytes:
            (Spell.bytes(row.receivedBytes) + "/" + Spell.bytes(row.sentBytes), Look.text)
        case .queue:
            (Spell.bytes(row.queuedBytes), row.queuedBytes > 0 ? Look.levelWarning : Look.dim)
        case .compression:
            Compressed.ratios(row).map { ($0, Look.text) } ?? ("-", Look.dim)
        case .tls: row.isSecure ? ("tls", Look.levelOK) : ("-", Look.dim)
        case .subprotocol: (visible(row.subprotocol.bytes), Look.text)
        case .path: (visible(row.path.bytes), Look.text)
        }
    }

    private func since(_ instant: Instant) -> String {
        instant == .zero ? "-" : Spell.age(now.since(instant))
    }

    private func visible(_ bytes: [UInt8]) -> String {
        bytes.isEmpty ? "-" : Sanitiser.visible(bytes, limit: 64).text
    }

    /// A bar that empties towards the deadline, and the seconds left; or how it is being closed.
    private func paintTimeout(_ canvas: inout Canvas, x: Int, y: Int, width: Int) {
        if let closing = row.closing {
            canvas.put(
                CloseText.short(closing), x: x, y: y, role: Look.state(row.state), width: width)
            return
        }
        if !row.temper.isLawful {
            let words = TemperText.brief(row.temper, columns: width)
            canvas.put(words, x: x, y: y, role: Look.warning, width: width)
            return
        }
        guard let deadline = row.deadline else {
            canvas.put("-", x: x, y: y, role: Look.dim, width: width)
            return
        }
        let left = deadline.at.since(now)
        let level = Meter.level(left: left, of: deadline.span)
        let name = CloseText.deadline(deadline.kind)
        var tail = (level == .low ? "!" : "") + Spell.remaining(left).aligned(3)
        if !name.isEmpty { tail = "\(name) \(tail)" }
        tail = tail.aligned(4)
        let bar = max(0, width - tail.count - 1)
        Meter.paint(
            &canvas, x: x, y: y, width: bar, left: left, of: deadline.span, glyphs: glyphs)
        let role = level == .low ? Look.levelError : Look.text
        canvas.put(tail, x: x + bar + 1, y: y, role: role, width: width - bar - 1)
    }
}
