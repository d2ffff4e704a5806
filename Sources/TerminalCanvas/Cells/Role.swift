/// What a cell means, by a dotted name such as `state.closing`. A theme gives it a look.
///
/// A role is two bytes: its name is interned, so that it can be stored in each cell and compared
/// for free. Making one from a name takes a lock; keep those of a hot view in constants.
@frozen
public struct Role: Hashable, Sendable {
    /// Index of the name in the table of this process; not stable between runs.
    public let id: UInt16

    /// A table that is full (65 535 names) gives `plain`, since a name may come from a file.
    public init(_ name: String) {
        id = RoleTable.shared.id(of: name)
    }

    public var name: String { RoleTable.shared.name(of: id) }

    /// Ordinary text, `ui.text`; every role falls back to it.
    public static let plain = Role("ui.text")
}

extension Role: ExpressibleByStringLiteral {
    public init(stringLiteral name: String) {
        self.init(name)
    }
}

extension Role: CustomStringConvertible {
    public var description: String { name }
}
