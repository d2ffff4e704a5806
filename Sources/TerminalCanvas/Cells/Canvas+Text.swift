/// Where a text stands in the width it is given.
public enum Alignment: Sendable {
    case left
    case right
    case center
}

extension Canvas {
    /// Writes one line of text and tells how many columns it took.
    ///
    /// - Parameters:
    ///   - width: the columns it may take from `x` on; nil is up to the right edge. Columns that
    ///     the text leaves over are not touched.
    ///   - backdrop: nil keeps the backdrop that the cells have.
    ///   - ellipsis: whether a text that is cut ends in `…`.
    @discardableResult
    public mutating func put(
        _ text: String, x: Int, y: Int, role: Role, backdrop: Role? = nil, width: Int? = nil,
        align: Alignment = .left, ellipsis: Bool = true
    ) -> Int {
        let room = min(width ?? .max, size.columns - x)
        guard room > 0, y >= 0, y < size.rows else { return 0 }
        let line = GlyphLine(text, columns: room, ellipsis: ellipsis)
        let slack = room - line.columns
        var column =
            switch align {
            case .left: x
            case .right: x + slack
            case .center: x + slack / 2
            }
        for glyph in line.glyphs {
            set(
                glyph.character, width: glyph.columns, x: column, y: y, role: role,
                backdrop: backdrop)
            column += glyph.columns
        }
        return line.columns
    }
}
