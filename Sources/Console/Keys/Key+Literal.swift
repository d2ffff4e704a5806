public import TerminalCanvas

extension Key: ExpressibleByUnicodeScalarLiteral {}
extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
    /// The key of one printable character, so that tables of keys read like a keyboard.
    public init(extendedGraphemeClusterLiteral character: Character) {
        self = .character(character)
    }
}
