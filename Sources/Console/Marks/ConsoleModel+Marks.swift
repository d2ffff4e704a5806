import WebSocketEngine

extension ConsoleModel {
    mutating func toggleMark() {
        guard focus == .slots, let id = slots.id else { return }
        if marks.remove(id) == nil {
            guard shown.slots.isLive(id) else {
                say("\(id) is closed", .warning)
                return
            }
            marks.insert(id)
            lastMarked = id
        }
        move(by: 1)
    }

    /// Marks the rows from the one marked last to the cursor, as they stand now.
    mutating func markRange() {
        guard focus == .slots, let id = slots.id else { return }
        guard let from = lastMarked.flatMap(shown.slots.index),
            marks.contains(shown.slots.order[from])
        else {
            say("mark one end with \(keymap.keyName(of: .mark)) first", .warning)
            return
        }
        let to = slots.index
        let range = shown.slots.order[min(from, to)...max(from, to)]
        let before = marks.count
        marks.formUnion(range.filter(shown.slots.isLive))
        if marks.contains(id) { lastMarked = id }
        say("\(marks.count - before) more marked, \(marks.count) in all")
    }

    /// Marks what fits a filter, or with nil every connection, among the rows that are shown.
    mutating func mark(where filter: Filter?) {
        let found = marked(by: filter, among: shown.slots.order)
        marks.formUnion(found)
        lastMarked = found.last ?? lastMarked
        say("\(found.count) fit, \(marks.count) marked")
    }

    /// Takes the mark off what fits a filter, or with nil off all.
    mutating func unmark(where filter: Filter?) {
        let found = marked(by: filter, among: Array(marks))
        marks.subtract(found)
        say(marks.isEmpty ? "nothing is marked" : "\(marks.count) stay marked")
    }

    private func marked(by filter: Filter?, among ids: [ConnectionID]) -> [ConnectionID] {
        let table = shown.slots
        let now = now
        return ids.filter { id in
            guard table.isLive(id), let entry = table[id] else { return false }
            return filter?.shows(entry, at: now) ?? true
        }
    }
}
