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

    /// Its own file, then those it inherits from.
    private(set) var files: [String]
    private(set) var variant: Theme.Variant?
    private(set) var inherits: (name: String, line: Int?)?
    private var palette: [String: Colour] = [:]
    private var roles: [String: Line] = [:]

    private let file: String

    init(_ source: ThemeFile) throws(ThemeError) {
        file = source.path
        files = [source.path]
        for (key, value) in try ThemeSource.parse(source).entries {
            switch key {
            case "name": _ = try string(value, of: key)
            case "variant":
                variant = Theme.Variant(rawValue: try string(value, of: key))
                if variant == nil { throw wrong(key, value, wanted: "\"dark\" or \"light\"") }
            case "inherits": inherits = (try string(value, of: key), value.line)
            case "palette": try readPalette(try table(value, of: key))
            case "roles": try readRoles(try table(value, of: key), under: "")
            default: throw ThemeError(.unknownKey(key), file: file, line: value.line)
            }
        }
    }

    /// Takes over what only the parent says.
    mutating func inherit(_ parent: ThemeSource) {
        files += parent.files
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

    /// Where each role is named.
    var places: [String: ThemeReading.Place] {
        roles.mapValues { ThemeReading.Place(file: $0.file, line: $0.line) }
    }

    private func colour(
        _ name: String?, of role: String, _ line: Line
    ) throws(ThemeError) -> Colour? {
        guard let name else { return nil }
        if let colour = palette[name] ?? Colour(name) { return colour }
        throw ThemeError(.unknownColour(key: role, colour: name), file: line.file, line: line.line)
    }

    private static func parse(_ source: ThemeFile) throws(ThemeError) -> TOMLText.Table {
        do throws(TOMLText.Mistake) {
            return try TOMLText(source.text).root
        } catch {
            throw ThemeError(.syntax(error.wording), file: source.path, line: error.line)
        }
    }
}

// MARK: - Reading tables

extension ThemeSource {
    private mutating func readPalette(_ table: TOMLText.Table) throws(ThemeError) {
        for (key, value) in table.entries {
            let text = try string(value, of: key)
            guard let colour = Colour(text) else {
                throw ThemeError(
                    .unknownColour(key: key, colour: text), file: file, line: value.line)
            }
            palette[key] = colour
        }
    }

    /// A role's name may be quoted, `"ui.text"`, or spelled as nested tables, `ui.text`.
    private mutating func readRoles(
        _ table: TOMLText.Table, under prefix: String
    ) throws(ThemeError) {
        for (key, value) in table.entries {
            let role = prefix + key
            var line = Line(attributes: [], file: file, line: value.line)
            if let name = value.string {
                line.foreground = name
            } else if let inner = value.table {
                let isLook = ["fg", "bg", "attrs"].contains { inner[$0] != nil }
                guard isLook || inner.isEmpty else {
                    try readRoles(inner, under: role + ".")
                    continue
                }
                try readLook(inner, into: &line)
            } else {
                throw wrong(role, value, wanted: "a colour, or a table of fg, bg and attrs")
            }
            roles[role] = line
        }
    }

    private func readLook(_ table: TOMLText.Table, into line: inout Line) throws(ThemeError) {
        for (key, value) in table.entries {
            switch key {
            case "fg": line.foreground = try string(value, of: key)
            case "bg": line.background = try string(value, of: key)
            case "attrs": line.attributes = try attributes(value)
            default: throw ThemeError(.unknownKey(key), file: file, line: value.line)
            }
        }
    }

    private func attributes(_ value: TOMLText.Value) throws(ThemeError) -> Style.Attributes {
        let wanted = "a list of bold, dim, underline, reverse, italic"
        guard let list = value.array else { throw wrong("attrs", value, wanted: wanted) }
        var result: Style.Attributes = []
        for item in list {
            switch item.string {
            case "bold": result.insert(.bold)
            case "dim": result.insert(.dim)
            case "underline": result.insert(.underline)
            case "reverse": result.insert(.reverse)
            case "italic": result.insert(.italic)
            default: throw wrong("attrs", item, wanted: wanted)
            }
        }
        return result
    }

    private func string(_ value: TOMLText.Value, of key: String) throws(ThemeError) -> String {
        guard let text = value.string else {
            throw wrong(key, value, wanted: "a text in quotes")
        }
        return text
    }

    private func table(
        _ value: TOMLText.Value, of key: String
    ) throws(ThemeError) -> TOMLText.Table {
        guard let table = value.table else { throw wrong(key, value, wanted: "a table") }
        return table
    }

    private func wrong(_ key: String, _ value: TOMLText.Value, wanted: String) -> ThemeError {
        ThemeError(.wrongValue(key: key, wanted: wanted), file: file, line: value.line)
    }
}
