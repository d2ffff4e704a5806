/// A grid of cells that a view paints and a terminal shows.
///
/// Nothing written can leave the grid, cut a wide glyph in half or put an unprintable scalar into
/// a cell.
public struct Canvas: Equatable, Sendable {
    public let size: Size
    private var cells: [Cell]

    public init(size: Size, role: Role = .plain) {
        self.size = size
        cells = Array(repeating: .blank(role), count: size.columns * size.rows)
    }

    /// All of it.
    public var bounds: Rect { Rect(size) }

    /// The cell at a place; a blank one outside the grid.
    public subscript(x: Int, y: Int) -> Cell {
        guard bounds.contains(Point(x: x, y: y)) else { return .blank(.plain) }
        return cells[y * size.columns + x]
    }

    /// The cells of row `y` as they stand; empty outside the grid.
    public func row(_ y: Int) -> ArraySlice<Cell> {
        guard y >= 0, y < size.rows else { return [] }
        return cells[(y * size.columns)..<((y + 1) * size.columns)]
    }

    /// Blanks a rectangle in a role, and takes its backdrop away.
    public mutating func fill(_ rect: Rect, role: Role) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            splitWide(x: area.x, y: y)
            splitWide(x: area.maxX, y: y)
            for x in area.x..<area.maxX { cells[y * size.columns + x] = .blank(role) }
        }
    }

    /// Lends the background and attributes of `role` to every cell of a rectangle; nil takes
    /// them away.
    public mutating func setBackdrop(_ rect: Rect, _ role: Role?) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX { cells[y * size.columns + x].backdrop = role }
        }
    }

    /// Changes the role of every cell of a rectangle and leaves the glyphs.
    public mutating func setRole(_ rect: Rect, _ role: Role) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX { cells[y * size.columns + x].role = role }
        }
    }

    /// Writes one glyph where it fits whole. A nil backdrop keeps the one that is there.
    mutating func set(_ glyph: Character, width: Int, x: Int, y: Int, role: Role, backdrop: Role?) {
        guard y >= 0, y < size.rows, x >= 0, width > 0, x <= size.columns - width else { return }
        splitWide(x: x, y: y)
        splitWide(x: x + width, y: y)
        let index = y * size.columns + x
        let ground = backdrop ?? cells[index].backdrop
        cells[index] = Cell(
            glyph: glyph, width: UInt8(clamping: width), role: role, backdrop: ground)
        for half in (index + 1)..<(index + width) {
            cells[half] = Cell(glyph: " ", width: 0, role: role, backdrop: ground)
        }
    }

    /// Blanks both halves of a wide glyph whose right half stands at (x, y).
    private mutating func splitWide(x: Int, y: Int) {
        guard x > 0, x < size.columns else { return }
        let index = y * size.columns + x
        guard cells[index].width == 0 else { return }
        for half in (index - 1)...index {
            cells[half].glyph = " "
            cells[half].width = 1
        }
    }
}
