import Foundation
import Glibc

/// Whether the console has welcomed this operator before.
struct WelcomeFile {
    private let folder: String
    private var path: String { folder + "/welcomed" }

    /// nil where there is no folder for it: then nobody is welcomed, or it would be every time.
    init?(_ environment: [String: String]) {
        guard let folder = StateFolder.path(environment) else { return nil }
        self.folder = folder
    }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// One that cannot be written costs a welcome more.
    func write() {
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
    }
}
