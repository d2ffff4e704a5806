/// The selected row of a list, held by identity, and how far below the top of the window it stands.
///
/// The list may grow, shrink and change its order: the cursor stays on its row and the row stays
/// where it was on the screen, as far as the list allows.
struct ListCursor<ID: Hashable & Sendable>: Sendable {
    private(set) var id: ID?
    /// Where the row was last; its neighbour takes over when the row is gone.
    private(set) var index = 0
    /// Rows between the top of the window and the cursor.
    private(set) var row = 0

    /// The first row of a window of `height` rows; settled before.
    var top: Int { index - row }

    /// Finds the row again after the list has changed.
    mutating func settle(
        count: Int, height: Int, indexOf: (ID) -> Int?, idAt: (Int) -> ID?
    ) {
        guard count > 0 else {
            id = nil
            index = 0
            row = 0
            return
        }
        // Mostly nothing has moved, and then a long list need not be searched.
        if index >= count || id == nil || idAt(index) != id {
            index = id.flatMap(indexOf) ?? min(index, count - 1)
            id = idAt(index)
        }
        keepInside(count: count, height: height)
    }

    /// Moves by rows, the window only when the cursor would leave it.
    mutating func move(by rows: Int, count: Int, height: Int, idAt: (Int) -> ID?) {
        guard count > 0 else { return }
        let target = min(max(0, index + rows), count - 1)
        row = min(max(0, row + target - index), max(0, height - 1))
        index = target
        id = idAt(index)
        keepInside(count: count, height: height)
    }

    /// Scrolls the window under the cursor, which stays inside it.
    mutating func scroll(by rows: Int, count: Int, height: Int, idAt: (Int) -> ID?) {
        guard count > 0 else { return }
        let newTop = min(max(0, top + rows), max(0, count - height))
        let target = min(max(index, newTop), newTop + max(0, height - 1), count - 1)
        index = max(0, target)
        row = index - newTop
        id = idAt(index)
    }

    mutating func point(at id: ID) { self.id = id }

    /// Puts the cursor on the last row of the window, as far as the list fills it.
    mutating func stickToBottom(height: Int) {
        row = min(index, max(0, height - 1))
    }

    private mutating func keepInside(count: Int, height: Int) {
        row = min(max(0, row), max(0, height - 1))
        let top = min(max(0, index - row), max(0, count - max(1, height)))
        row = index - top
    }
}
