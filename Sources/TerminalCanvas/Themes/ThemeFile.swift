import Glibc

/// A theme's text on disk, read with distrust: by name only, never through a link, never large.
struct ThemeFile {
    /// A theme of 64 KiB names more roles than there are; beyond that it is no theme.
    static let mostBytes = 65536
    private static let ending = ".toml"

    let path: String
    let text: String

    /// The first folder that has the name wins.
    static func find(_ name: String, in folders: [String]) throws(ThemeError) -> ThemeFile {
        guard isName(name) else { throw ThemeError(.badName(name)) }
        for folder in folders {
            let path = folder + "/" + name + ending
            if let text = try read(path) { return ThemeFile(path: path, text: text) }
        }
        throw ThemeError(.notFound(name))
    }

    /// The names of the theme files in a folder; none when there is no such folder.
    static func names(in folder: String) -> [String] {
        guard let place = MemoryLayout<dirent>.offset(of: \.d_name), let stream = opendir(folder)
        else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // An entry ends with its name: the rest of the type's 256 bytes is not ours to read.
            let bytes = UnsafeRawPointer(entry) + place
            let file = String(cString: bytes.assumingMemoryBound(to: CChar.self))
            guard file.hasSuffix(ending) else { continue }
            let name = String(file.dropLast(ending.count))
            if isName(name) { names.append(name) }
        }
        return names
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch Character(Unicode.Scalar(byte)) {
                case "A"..."Z", "a"..."z", "0"..."9", "_", "-": true
                default: false
                }
            }
    }

    /// nil when there is no such file.
    private static func read(_ path: String) throws(ThemeError) -> String? {
        // O_NONBLOCK: a pipe of that name must not hold us up before fstat tells it from a file.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: return nil
            case ELOOP: throw ThemeError(.notAFile, file: path)
            default: throw ThemeError(.unreadable(errno: errno), file: path)
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ThemeError(.notAFile, file: path)
        }
        var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw ThemeError(.unreadable(errno: errno), file: path) }
            if got == 0 { break }
            count += got
        }
        guard count <= mostBytes else { throw ThemeError(.tooBig, file: path) }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw ThemeError(.notUTF8, file: path)
        }
        return text
    }
}
