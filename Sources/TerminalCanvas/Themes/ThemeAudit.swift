/// What of a theme works, but not for everybody.
public enum ThemeAudit {
    /// The least contrast of a text and of a line.
    public struct Goal: Hashable, Sendable {
        public var text: Double
        public var line: Double

        public init(text: Double, line: Double) {
            self.text = text
            self.line = line
        }

        /// WCAG 2.1 level AA; a line says nothing that words do not say too.
        public static let readable = Goal(text: 4.5, line: 1.7)
        /// Level AAA.
        public static let high = Goal(text: 7, line: 3)

        func least(for kind: RolePair.Kind) -> Double { kind == .text ? text : line }
    }

    /// A pair that is hard to tell apart.
    public struct Weakness: Hashable, Sendable {
        public let pair: RolePair
        public let contrast: Double
        public let least: Double
    }

    /// The pairs below the goal. What the terminal alone knows is not judged.
    public static func weaknesses(of theme: Theme, goal: Goal = .readable) -> [Weakness] {
        RolePair.all.compactMap { pair in
            let style = pair.style(in: theme)
            let least = goal.least(for: pair.kind)
            guard let contrast = style.foreground.contrast(to: style.background),
                contrast < least
            else { return nil }
            return Weakness(pair: pair, contrast: contrast, least: least)
        }
    }

    /// Roles that the theme names and nothing is painted with, in alphabetical order.
    public static func unknownRoles(of theme: Theme) -> [String] {
        theme.entries.keys.filter { !RolePair.knows($0) }.sorted()
    }
}
