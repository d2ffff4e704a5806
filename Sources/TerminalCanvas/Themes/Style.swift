/// How a role looks.
public struct Style: Hashable, Sendable {
    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let underline = Attributes(rawValue: 4)
        public static let reverse = Attributes(rawValue: 8)
        public static let italic = Attributes(rawValue: 16)
    }

    public var foreground: Colour
    public var background: Colour
    public var attributes: Attributes

    public init(
        foreground: Colour = .default, background: Colour = .default, attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// This style on the background of another, with the attributes of both.
    public func on(_ backdrop: Style) -> Style {
        Style(
            foreground: foreground, background: backdrop.background,
            attributes: attributes.union(backdrop.attributes))
    }
}
