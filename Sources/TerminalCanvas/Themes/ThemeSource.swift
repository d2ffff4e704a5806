import TOMLKit

/// A theme as written: colours still by name, so that a child's palette recolours what it
/// inherits.
struct ThemeSource {
    /// What the text says of one role, and where.
    struct Line {
        var foreground: String?
        var background: String?
        var attributes: Style.Attributes
        var file: String
        var line: Int?
    }

    private(set) var variant: Theme.Variant?
    private(set) var inherits: (name: String, line: Int?)?
    private var palette: [String: Colour] = [:]
    private var roles: [String: Line] = [:]

    private let file: String
    private let lines: TOMLLines

    init(_ source: ThemeFile) throws(ThemeError) {
        file = source.path
        lines = TOMLLines(source.text)
        let table = try ThemeSource.parse(source)
        for key in table.keys.sorted() {
            switch key {
            case "name": _ = try string(table[key], at: key)
            case "variant":
                variant = Theme.Variant(rawValue: try string(table[key], at: key))
                if variant == nil { throw wrong(key, wanted: "\"dark\" or \"light\"") }
            case "inherits":
                inherits = (try string(table[key], at: key), lines.line(of: key))
            case "palette": try readPalette(try self.table(table[key], at: key))
            case "roles": try readRoles(try self.table(table[key], at: key), under: "")
            default: throw ThemeError(.unknownKey(key), file: file, line: lines.line(of: key))
            }
        }
    }

    /// Takes over what only the parent says.
    mutating func inherit(_ parent: ThemeSource) {
        variant = variant ?? parent.variant
        palette.merge(parent.palette) { own, _ in own }
        roles.merge(parent.roles) { own, _ in own }
    }

    /// All roles with their colours looked up.
    func entries() throws(ThemeError) -> [String: Theme.Entry] {
        var entries: [String: Theme.Entry] = [:]
        for (role, line) in roles.sorted(by: { $0.key < $1.key }) {
            entries[role] = Theme.Entry(
                foreground: try colour(line.foreground, of: role, line),
                background: try colour(line.background, of: role, line),
                attributes: line.attributes)
        }
        return entries
    }

    private func colour(
        _ name: String?, of role: String, _ line: Line
    ) throws(ThemeError) -> Colour? {
        guard let name else { return nil }
        if let colour = palette[name] ?? Colour(name) { return colour }
        throw ThemeError(.unknownColour(key: role, colour: name), file: line.file, line: line.line)
    }

    private static func parse(_ source: ThemeFile) throws(ThemeError) -> TOMLTable {
        do {
            return try TOMLTable(string: source.text)
        } catch {
            guard let error = error as? TOMLParseError else {
                throw ThemeError(.syntax("not TOML"), file: source.path)
            }
            throw ThemeError(
                .syntax(error.description), file: source.path, line: error.source.begin.line)
        }
    }
}

// MARK: - Reading tables

extension ThemeSource {
    private mutating func readPalette(_ table: TOMLTable) throws(ThemeError) {
        for key in table.keys.sorted() {
            let path = "palette.\(key)"
            let text = try string(table[key], at: path)
            guard let colour = Colour(text) else {
                throw ThemeError(
                    .unknownColour(key: key, colour: text), file: file, line: lines.line(of: path))
            }
            palette[key] = colour
        }
    }

    /// A role's name may be quoted, `"ui.text"`, or spelled as nested tables, `ui.text`.
    private mutating func readRoles(_ table: TOMLTable, under prefix: String) throws(ThemeError) {
        for key in table.keys.sorted() {
            let role = prefix + key
            let path = "roles.\(role)"
            var line = Line(attributes: [], file: file, line: lines.line(of: path))
            if let name = table[key]?.string {
                line.foreground = name
            } else if let inner = table[key]?.table {
                let isLook = inner.keys.contains { ["fg", "bg", "attrs"].contains($0) }
                guard isLook || inner.isEmpty else {
                    try readRoles(inner, under: role + ".")
                    continue
                }
                try readLook(inner, at: path, into: &line)
            } else {
                throw wrong(path, wanted: "a colour, or a table of fg, bg and attrs")
            }
            roles[role] = line
        }
    }

    private func readLook(
        _ table: TOMLTable, at path: String, into line: inout Line
    ) throws(ThemeError) {
        for key in table.keys.sorted() {
            let here = "\(path).\(key)"
            switch key {
            case "fg": line.foreground = try string(table[key], at: here)
            case "bg": line.background = try string(table[key], at: here)
            case "attrs": line.attributes = try attributes(table[key], at: here)
            default: throw ThemeError(.unknownKey(key), file: file, line: lines.line(of: here))
            }
        }
    }

    private func attributes(
        _ value: (any TOMLValueConvertible)?, at path: String
    ) throws(ThemeError) -> Style.Attributes {
        let wanted = "a list of bold, dim, underline, reverse, italic"
        guard let list = value?.array else { throw wrong(path, wanted: wanted) }
        var result: Style.Attributes = []
        for item in list {
            switch item.string {
            case "bold": result.insert(.bold)
            case "dim": result.insert(.dim)
            case "underline": result.insert(.underline)
            case "reverse": result.insert(.reverse)
            case "italic": result.insert(.italic)
            default: throw wrong(path, wanted: wanted)
            }
        }
        return result
    }

    private func string(
        _ value: (any TOMLValueConvertible)?, at path: String
    ) throws(ThemeError) -> String {
        guard let text = value?.string else { throw wrong(path, wanted: "a text in quotes") }
        return text
    }

    private func table(
        _ value: (any TOMLValueConvertible)?, at path: String
    ) throws(ThemeError) -> TOMLTable {
        guard let table = value?.table else { throw wrong(path, wanted: "a table") }
        return table
    }

    private func wrong(_ path: String, wanted: String) -> ThemeError {
        let key = path.hasPrefix("roles.") ? String(path.dropFirst(6)) : path
        return ThemeError(
            .wrongValue(key: key, wanted: wanted), file: file, line: lines.line(of: path))
    }
}
