/// A rectangle of cells. Width and height are never negative; an empty one holds no point.
@frozen
public struct Rect: Hashable, Sendable {
    public let x: Int
    public let y: Int
    public let width: Int
    public let height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.columns, height: size.rows)
    }

    /// The first column to the right of it.
    public var maxX: Int { x + width }
    /// The first row below it.
    public var maxY: Int { y + height }
    public var size: Size { Size(columns: width, rows: height) }
    public var isEmpty: Bool { width == 0 || height == 0 }

    public func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }

    /// Smaller by `dx` columns at the left and the right, by `dy` rows at the top and the bottom.
    public func inset(dx: Int, dy: Int) -> Rect {
        Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
    }

    /// Smaller by `cells` on all four sides.
    public func inset(_ cells: Int) -> Rect { inset(dx: cells, dy: cells) }

    /// The upper `rows` rows, and what is left below them. A negative count is taken from below:
    /// `splitRows(at: -1)` leaves one row for the lower part.
    public func splitRows(at rows: Int) -> (top: Rect, bottom: Rect) {
        let upper = Rect.share(of: height, rows)
        return (
            Rect(x: x, y: y, width: width, height: upper),
            Rect(x: x, y: y + upper, width: width, height: height - upper)
        )
    }

    /// The left `columns` columns, and what is left beside them. A negative count is taken from
    /// the right.
    public func splitColumns(at columns: Int) -> (left: Rect, right: Rect) {
        let leading = Rect.share(of: width, columns)
        return (
            Rect(x: x, y: y, width: leading, height: height),
            Rect(x: x + leading, y: y, width: width - leading, height: height)
        )
    }

    /// Row `index` of it, one cell high; empty when there is no such row.
    public func row(_ index: Int) -> Rect {
        let inside = index >= 0 && index < height
        return Rect(x: x, y: y + index, width: width, height: inside ? 1 : 0)
    }

    /// What both have in common; empty when they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top,
            width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    private static func share(of whole: Int, _ asked: Int) -> Int {
        min(whole, max(0, asked < 0 ? whole + asked : asked))
    }
}
