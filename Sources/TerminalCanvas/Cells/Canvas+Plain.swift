extension Canvas {
    /// Row `y` as text, blanks at its end cut.
    public func text(_ y: Int) -> String {
        var line = ""
        for cell in row(y) where cell.width > 0 { line.append(cell.glyph) }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// All rows as text, joined by newlines.
    public var plainText: String {
        (0..<size.rows).map(text).joined(separator: "\n")
    }

    /// The roles as a layer under the text: one sign for each look, in order of appearance, `.`
    /// for plain, and a legend below. A look with a backdrop is `role on backdrop`.
    public var roleText: String {
        let signs = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        var known: [Look: Character] = [Look(role: .plain, backdrop: nil): "."]
        var legend: [String] = []
        var lines: [String] = []
        for y in 0..<size.rows {
            var line = ""
            for cell in row(y) {
                let look = Look(role: cell.role, backdrop: cell.backdrop)
                if known[look] == nil {
                    let sign = legend.count < signs.count ? signs[legend.count] : "?"
                    known[look] = sign
                    legend.append("\(sign) = \(look)")
                }
                line.append(known[look] ?? "?")
            }
            while line.last == "." { line.removeLast() }
            lines.append(line)
        }
        return (lines + legend).joined(separator: "\n")
    }

    private struct Look: Hashable, CustomStringConvertible {
        var role: Role
        var backdrop: Role?

        var description: String { backdrop.map { "\(role) on \($0)" } ?? role.name }
    }
}
