import Foundation
import Glibc

/// Where captures go that nobody named.
enum CaptureFolder {
    /// `$XDG_STATE_HOME/wscope/captures/2026-11-25T12-04-31.wscap`, in a folder that exists then;
    /// a number behind it where that second has one already.
    static func newPath(
        at seconds: time_t = time(nil),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Failure) -> String {
        guard let folder = folder(environment) else {
            throw Failure("no folder for captures: set XDG_STATE_HOME or HOME, or name a file")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure("cannot create \(folder): \(error.localizedDescription)")
        }
        let name = folder + "/" + stamp(seconds)
        let names = [name] + (2...99).map { "\(name)-\($0)" }
        let free = names.first { !FileManager.default.fileExists(atPath: $0 + ".wscap") }
        return (free ?? name) + ".wscap"
    }

    static func folder(_ environment: [String: String]) -> String? {
        StateFolder.path(environment).map { $0 + "/captures" }
    }

    private static func stamp(_ seconds: time_t) -> String {
        let text = Timestamp.text(Int64(seconds) * 1_000_000_000)
        return String(text.prefix(19)).replacing(":", with: "-")
    }
}
