/// A theme with the places it was read from.
public struct ThemeReading: Sendable {
    /// A line of a file; `nil` where a line is not known.
    public struct Place: Hashable, Sendable {
        public let file: String
        public let line: Int?
    }

    public let theme: Theme
    /// Its own file, then those it inherits from.
    public let files: [String]
    /// By role, the line that names it.
    public let places: [String: Place]

    /// The line that a role has its look from, by its own name or by a prefix.
    public func place(of role: String) -> Place? {
        var prefix = role[...]
        while true {
            if let place = places[String(prefix)] { return place }
            guard let dot = prefix.lastIndex(of: ".") else { return places["ui.text"] }
            prefix = prefix[..<dot]
        }
    }
}

extension ThemeReading.Place: CustomStringConvertible {
    /// `file:line`.
    public var description: String { line.map { "\(file):\($0)" } ?? file }
}
