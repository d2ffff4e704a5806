import Console
import Foundation
import Glibc

/// Lines of the console from one session to the next, for nobody else's eyes.
///
/// Lines are added at the end, so that consoles that run side by side share it; what is too long
/// is cut to its newest lines when the next console starts.
final class HistoryFile: HistoryStore {
    /// A file that is longer is none of ours.
    private static let mostBytes = 1 << 20
    /// More lines than this are cut to half as many.
    private static let mostLines = 400

    private let folder: String
    private var path: String { folder + "/history" }
    private var hasComplained = false

    /// nil where there is no folder for it.
    init?(_ environment: [String: String]) {
        guard let folder = StateFolder.path(environment) else { return nil }
        self.folder = folder
    }

    /// What earlier sessions left, the oldest first; nothing where that cannot be read.
    func lines() -> [HistoryLine] {
        guard let text = read() else { return [] }
        let written = text.split(separator: "\n")
        if written.count > HistoryFile.mostLines {
            rewrite(written.suffix(HistoryFile.mostLines / 2))
        }
        return written.suffix(HistoryFile.mostLines).compactMap {
            HistoryLine(written: String($0))
        }
    }

    func keep(_ line: HistoryLine) -> String? {
        let bytes = Array((line.written + "\n").utf8)
        guard !hasComplained, !append(bytes) else { return nil }
        hasComplained = true
        return "the history is not kept: \(path): \(String(cString: strerror(errno)))"
    }

    private func append(_ bytes: [UInt8]) -> Bool {
        guard makeFolder() else { return false }
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let file = open(path, flags, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        return Glibc.write(file, bytes, bytes.count) == bytes.count
    }

    private func makeFolder() -> Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            if !isFolder.boolValue { errno = ENOTDIR }
            return isFolder.boolValue
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            return true
        } catch {
            errno = EACCES
            return false
        }
    }

    private func read() -> String? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            facts.st_size <= HistoryFile.mostBytes
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        let count = Glibc.read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    /// Beside it first, so that nothing is lost when the disk is full.
    private func rewrite(_ lines: some Sequence<Substring>) {
        _ = PrivateFile.replace(path, Array(lines.map { $0 + "\n" }.joined().utf8))
    }
}
