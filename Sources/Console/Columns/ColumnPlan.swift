/// Which columns the table has, and where each stands.
struct ColumnPlan: Equatable {
    /// A column at its place.
    struct Place: Equatable {
        var column: SlotColumn
        /// Counted from the left edge of the pane.
        var x: Int
        var width: Int
    }

    /// What an operator chose, in that order; nil leaves it to the room there is.
    var chosen: [SlotColumn]?
    /// Whether the bit grid stands beside the table: then the last minute is worth more to the eye
    /// than numbers that the inspector and the events have too.
    var isBesideInspector = false
    /// Columns behind `#` that were scrolled out at the left.
    var skipped = 0
    /// Digits of the highest slot.
    var slotDigits = 1

    func places(width: Int) -> [Place] {
        let slotWidth = max(SlotColumn.slot.width, slotDigits)
        var room = width - 1 - slotWidth
        var columns: [SlotColumn] = []
        for column in candidates {
            guard column.width + 1 <= room else { break }
            room -= column.width + 1
            columns.append(column)
        }
        if chosen == nil { columns = SlotColumn.allCases.filter(columns.contains) }
        let extra = ColumnPlan.share(room, among: columns)
        var x = 1
        return ([.slot] + columns).map { column in
            let width = column == .slot ? slotWidth : column.width + extra[column, default: 0]
            defer { x += width + 1 }
            return Place(column: column, x: x, width: width)
        }
    }

    /// Whether columns are left over that this width does not show.
    func isCut(at width: Int) -> Bool { places(width: width).count < candidates.count + 1 }

    /// Every column that may be shown, those that are to be there first.
    private var candidates: [SlotColumn] {
        if let chosen { return Array(chosen.filter { $0 != .slot }.dropFirst(skipped)) }
        let rest = SlotColumn.allCases.filter { $0 != .slot && !$0.isOnRequest }
            .dropFirst(skipped)
        return rest.sorted { rank($0) < rank($1) }
    }

    /// The higher, the sooner it is left out where the screen is narrow.
    private func rank(_ column: SlotColumn) -> Int {
        let order: [SlotColumn] =
            isBesideInspector
            ? [
                .state, .peer, .timeout, .generation, .rtt, .messages, .queue, .keepAlive,
                .traffic, .age, .pong,
            ]
            : [
                .state, .peer, .timeout, .generation, .pong, .messages, .rtt, .queue, .age,
                .traffic, .keepAlive,
            ]
        let rest: [SlotColumn] = [.path, .bytes, .idle, .subprotocol, .lastPing, .tls]
        return (order + rest).firstIndex(of: column) ?? .max
    }

    /// What is left over goes to those that can use it.
    private static func share(_ room: Int, among columns: [SlotColumn]) -> [SlotColumn: Int] {
        var room = room
        var extra: [SlotColumn: Int] = [:]
        // At this width of the line a column is two seconds.
        let wishes: [(SlotColumn, Int)] = [(.peer, 8), (.keepAlive, 20), (.path, 40), (.peer, 24)]
        for (column, most) in wishes where columns.contains(column) {
            let given = min(room, most)
            extra[column, default: 0] += given
            room -= given
        }
        return extra
    }
}
