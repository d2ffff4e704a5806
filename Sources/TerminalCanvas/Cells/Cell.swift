/// One place of the grid: a glyph and what it means.
@frozen
public struct Cell: Equatable, Sendable {
    /// One printable base scalar, or a spacing mark, and at most four combining marks.
    public var glyph: Character
    /// Columns it takes: 1 or 2; 0 for the right half of the wide glyph to its left.
    public var width: UInt8
    public var role: Role
    /// Lends its background and its attributes to the cell, which keeps the colour of its own
    /// role: a selected row still shows its states.
    public var backdrop: Role?

    public init(glyph: Character, width: UInt8, role: Role, backdrop: Role? = nil) {
        self.glyph = glyph
        self.width = width
        self.role = role
        self.backdrop = backdrop
    }

    public static func blank(_ role: Role, backdrop: Role? = nil) -> Cell {
        Cell(glyph: " ", width: 1, role: role, backdrop: backdrop)
    }
}
