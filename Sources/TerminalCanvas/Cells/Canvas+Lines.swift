extension Canvas {
    /// A horizontal line of `length` cells.
    public mutating func hLine(x: Int, y: Int, length: Int, role: Role, glyphs: Glyphs = .unicode) {
        for column in x..<(x + max(0, length)) {
            set(glyphs.horizontal, width: 1, x: column, y: y, role: role, backdrop: nil)
        }
    }

    /// A vertical line of `length` cells.
    public mutating func vLine(x: Int, y: Int, length: Int, role: Role, glyphs: Glyphs = .unicode) {
        for row in y..<(y + max(0, length)) {
            set(glyphs.vertical, width: 1, x: x, y: row, role: role, backdrop: nil)
        }
    }

    /// A frame along the inner edge of a rectangle; nothing when it is not 2 by 2 at least.
    public mutating func box(_ rect: Rect, role: Role, glyphs: Glyphs = .unicode) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let right = rect.maxX - 1
        let bottom = rect.maxY - 1
        for y in [rect.y, bottom] {
            hLine(x: rect.x + 1, y: y, length: rect.width - 2, role: role, glyphs: glyphs)
        }
        for x in [rect.x, right] {
            vLine(x: x, y: rect.y + 1, length: rect.height - 2, role: role, glyphs: glyphs)
        }
        for (glyph, x, y) in [
            (glyphs.topLeft, rect.x, rect.y), (glyphs.topRight, right, rect.y),
            (glyphs.bottomLeft, rect.x, bottom), (glyphs.bottomRight, right, bottom),
        ] {
            set(glyph, width: 1, x: x, y: y, role: role, backdrop: nil)
        }
    }
}
