import Glibc

/// A file that did not exist before: mode 0600, never through a link, never over another.
struct NewFile {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws(Failure) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else {
            let why = errno
            throw Failure(
                why == EEXIST
                    ? "\(path) exists: name another file, or remove it first"
                    : "cannot create \(path): \(String(cString: strerror(why)))")
        }
        self.path = path
        self.descriptor = descriptor
    }

    /// Appends all bytes, or as many as it can: how many, and the number of the error.
    func append(_ bytes: [UInt8]) -> (written: Int, error: Int32?) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    offset += count
                } else if count == 0 || errno != EINTR {
                    return (offset, count == 0 ? ENOSPC : errno)
                }
            }
            return (offset, nil)
        }
    }

    /// Takes the end off.
    func cut(to size: UInt64) { _ = ftruncate(descriptor, off_t(clamping: size)) }

    func end() { close(descriptor) }

    /// As if it had never been.
    func remove() {
        end()
        _ = unlink(path)
    }
}
