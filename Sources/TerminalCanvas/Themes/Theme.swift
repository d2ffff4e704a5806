/// What each role looks like.
///
/// A role that is not named takes the look of the longest prefix that is, `state.closing` that of
/// `state`, and last that of `ui.text`. What a role leaves open, foreground or background, is
/// `ui.text`'s too; attributes are not passed on.
public struct Theme: Equatable, Sendable {
    public enum Variant: String, Sendable, CaseIterable {
        case dark
        case light
    }

    /// What a theme says of one role.
    public struct Entry: Hashable, Sendable {
        public var foreground: Colour?
        public var background: Colour?
        public var attributes: Style.Attributes

        public init(
            foreground: Colour? = nil, background: Colour? = nil,
            attributes: Style.Attributes = []
        ) {
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
        }
    }

    public let name: String
    public let variant: Variant
    /// By role name, what it inherited included.
    public let entries: [String: Entry]

    public init(name: String, variant: Variant, entries: [String: Entry]) {
        self.name = name
        self.variant = variant
        self.entries = entries
    }

    public func style(for role: Role) -> Style {
        let ground = entries["ui.text"] ?? Entry()
        let entry = entry(for: role.name) ?? ground
        return Style(
            foreground: entry.foreground ?? ground.foreground ?? .default,
            background: entry.background ?? ground.background ?? .default,
            attributes: entry.attributes)
    }

    private func entry(for name: String) -> Entry? {
        var prefix = name[...]
        while !prefix.isEmpty {
            if let entry = entries[String(prefix)] { return entry }
            guard let dot = prefix.lastIndex(of: ".") else { return nil }
            prefix = prefix[..<dot]
        }
        return nil
    }

    /// The look when no theme can be found: the terminal's own colours and attributes only.
    public static let builtIn = Theme(
        name: "built-in", variant: .dark,
        entries: [
            "ui.selection": Entry(attributes: .reverse),
            "ui.cursor": Entry(attributes: .reverse),
            "ui.title": Entry(attributes: .bold),
            "ui.status": Entry(attributes: .reverse),
            "ui.warning": Entry(attributes: .bold),
            "ui.error": Entry(attributes: [.bold, .reverse]),
            "table.header": Entry(attributes: .bold),
            "bit.selected": Entry(attributes: .reverse),
            "level.error": Entry(attributes: .bold),
        ])
}
