/// A role and the ground it is painted on: where the two meet, a person has to read.
public struct RolePair: Hashable, Sendable {
    public enum Kind: Sendable {
        /// Words and numbers, which must be read.
        case text
        /// Lines, which must be seen.
        case line
    }

    public let role: String
    /// The role whose background lies below; nil where the role brings its own.
    public let backdrop: String?
    public let kind: Kind

    init(_ role: String, on backdrop: String? = nil, _ kind: Kind = .text) {
        self.role = role
        self.backdrop = backdrop
        self.kind = kind
    }

    public func style(in theme: Theme) -> Style {
        let style = theme.style(for: Role(role))
        return backdrop.map { style.on(theme.style(for: Role($0))) } ?? style
    }
}

extension RolePair: CustomStringConvertible {
    public var description: String { backdrop.map { "\(role) on \($0)" } ?? role }
}
