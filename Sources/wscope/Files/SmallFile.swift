import Foundation
import Glibc

/// A file of which no more is read than may be.
enum SmallFile {
    /// One byte more than the limit tells that it is longer; nil where it cannot be read.
    ///
    /// A pipe will do: shells name one by `<(…)`.
    static func read(_ path: String, limit: Int) -> Data? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var data = Data()
        var part = [UInt8](repeating: 0, count: 16_384)
        while data.count <= limit {
            let count = Glibc.read(file, &part, min(part.count, limit + 1 - data.count))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? data : nil }
            data.append(contentsOf: part[..<count])
        }
        return data
    }
}

/// A file for its owner's eyes.
enum PrivateFile {
    /// Puts the bytes in the file's place, mode 0600: beside it first, so that nothing is lost when
    /// the disk is full. errno says why not.
    static func replace(_ path: String, _ bytes: [UInt8]) -> Bool {
        let beside = path + ".\(getpid())"
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        let isWhole = Glibc.write(file, bytes, bytes.count) == bytes.count
        close(file)
        if isWhole, rename(beside, path) == 0 { return true }
        let why = errno
        unlink(beside)
        errno = why
        return false
    }
}
