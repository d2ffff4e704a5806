import Glibc

/// Tells when one of some files has become another.
///
/// Looked at now and then, by name: that sees editors that write anew as well as those that put a
/// new file in the old one's place, and a file that was not there before.
public struct ThemeWatch: Sendable {
    /// What changes when a file does.
    private struct Stamp: Hashable, Sendable {
        var inode: UInt64
        var bytes: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    private var stamps: [String: Stamp?]

    public init(_ paths: some Sequence<String>) {
        stamps = paths.reduce(into: [:]) { $0[$1] = .some(ThemeWatch.stamp(of: $1)) }
    }

    /// Whether any has changed since it was asked last.
    public mutating func hasChanged() -> Bool {
        let before = stamps
        for path in before.keys { stamps[path] = .some(ThemeWatch.stamp(of: path)) }
        return stamps != before
    }

    /// nil when there is no such file.
    private static func stamp(of path: String) -> Stamp? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return Stamp(
            inode: UInt64(status.st_ino), bytes: Int64(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}
