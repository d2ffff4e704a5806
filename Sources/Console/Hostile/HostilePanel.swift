import TerminalCanvas
import WebSocketEngine

/// Paints the menu of misbehaviour.
enum HostilePanel {
    static func paint(_ canvas: inout Canvas, _ menu: HostileMenu, _ model: ConsoleModel) {
        let rect = Dock.rect(model, rows: HostileItem.allCases.count + 1)
        var title = Phrase("HOSTILE", Look.focusedTitle)
        title.add("  to \(ConsoleModel.name(menu.targets))")
        let tempers = tempers(of: menu, model)
        let list = Dock.paint(
            &canvas, rect, title: title, trailing: Phrase("RFC 6455 §5.5, §7", Look.dim), model)
        // Where not all have room, the one at hand has.
        let first = max(0, menu.row - list.height + 1)
        for (offset, item) in HostileItem.allCases.dropFirst(first).enumerated()
        where offset < list.height {
            paint(
                &canvas, list.row(offset), item, menu, on: tempers.count(where: item.isOn),
                of: tempers.count, model)
        }
    }

    static let hints = [
        ("Space", "on or off"), ("↑ ↓", "choose"), ("← →", "more or less"), ("Esc", "leave"),
    ]

    private static func tempers(of menu: HostileMenu, _ model: ConsoleModel) -> [Temper] {
        menu.targets.compactMap { model.live.slots[$0]?.row.temper }
    }

    private static func paint(
        _ canvas: inout Canvas, _ rect: Rect, _ item: HostileItem, _ menu: HostileMenu, on: Int,
        of total: Int, _ model: ConsoleModel
    ) {
        let isSelected = item == menu.item
        var phrase = Phrase(" \(item.rawValue.padded(8))", Look.focusedTitle)
        phrase.add(menu.amount(of: item).padded(7), Look.warning)
        phrase.add(item.summary.padded(44), Look.text)
        if item != .off {
            let isOn = on > 0
            phrase.add(
                isOn ? on == total ? "ON" : "ON for \(on) of \(total)" : "off",
                isOn ? Look.warning : Look.dim)
        }
        canvas.put(phrase, x: rect.x + 1, y: rect.y, width: rect.width - 1)
        guard isSelected else { return }
        canvas.put(
            String(model.glyphs.selected), x: rect.x, y: rect.y, role: Look.focusedTitle)
        canvas.setBackdrop(rect, Look.selection)
    }
}
