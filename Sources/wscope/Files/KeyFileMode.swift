import Glibc

/// Whether private keys are private.
enum KeyFileMode {
    /// A line for each file that others than its owner can read.
    static func warnings(_ paths: [String]) -> [String] {
        paths.compactMap { path in
            var facts = stat()
            guard stat(path, &facts) == 0, facts.st_mode & 0o004 != 0 else { return nil }
            return "the key \(path) can be read by every user: chmod o-r \(path)"
        }
    }
}
