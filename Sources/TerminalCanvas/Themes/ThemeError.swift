/// What is wrong with a theme, and where.
public struct ThemeError: Error, Equatable, Sendable {
    public enum Problem: Equatable, Sendable {
        /// Not `[A-Za-z0-9_-]{1,64}`.
        case badName(String)
        case notFound(String)
        /// A link, or not a file.
        case notAFile
        case unreadable(errno: Int32)
        /// The most is 64 KiB.
        case tooBig
        case notUTF8
        case syntax(String)
        case unknownKey(String)
        /// What the key wants, in words.
        case wrongValue(key: String, wanted: String)
        case unknownColour(key: String, colour: String)
        /// The chain of names that leads back to its start.
        case inheritsItself([String])
    }

    public let problem: Problem
    /// nil when no file could be opened.
    public let file: String?
    /// Counted from 1; nil when the problem is the file itself.
    public let line: Int?

    public init(_ problem: Problem, file: String? = nil, line: Int? = nil) {
        self.problem = problem
        self.file = file
        self.line = line
    }
}

extension ThemeError: CustomStringConvertible {
    /// `file:line: what is wrong`.
    public var description: String {
        let place = [file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
        return place.isEmpty ? wording : "\(place): \(wording)"
    }

    private var wording: String {
        switch problem {
        case .badName(let name):
            "theme name '\(name)' may hold only letters, digits, - and _, 64 at most"
        case .notFound(let name): "no theme '\(name)'"
        case .notAFile: "a theme must be a plain file, not a link"
        case .unreadable(let code): "cannot be read (error \(code))"
        case .tooBig: "a theme may have 64 KiB at most"
        case .notUTF8: "not UTF-8"
        case .syntax(let text): text
        case .unknownKey(let key): "unknown key '\(key)'"
        case .wrongValue(let key, let wanted): "'\(key)' must be \(wanted)"
        case .unknownColour(let key, let colour):
            "'\(key)' names the colour '\(colour)', which is neither #rrggbb nor in the palette"
        case .inheritsItself(let chain): "inherits itself: \(chain.joined(separator: " -> "))"
        }
    }
}
