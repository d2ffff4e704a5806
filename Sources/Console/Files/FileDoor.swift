/// Files as the console asks for them; the program has them. All of it is called on the console's
/// thread and is bounded.
public protocol FileDoor: AnyObject {
    /// A regular file whole.
    func read(_ path: String, limit: Int) -> FileReading
    /// Paths that begin like this one, folders with a slash at their end, sorted, at most 64.
    func paths(beginning path: String) -> [String]
    /// Keeps the templates for later sessions.
    ///
    /// - Returns: what hindered it, with the file's name; nil when all is well.
    func keepTemplates(_ text: String) -> String?
}

/// What became of a file that was to be read.
public enum FileReading: Hashable, Sendable {
    case bytes([UInt8])
    /// In words, with the file's name.
    case problem(String)
}
