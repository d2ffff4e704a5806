import Console
import Foundation
import TerminalCanvas

/// The operator's keys: `keys.toml` beside the configuration, or the file that `--keys` names.
struct KeysFile {
    let path: String
    let remapping: KeyRemapping

    /// nil where there is no such file and none was named.
    static func read(named name: String?, _ environment: [String: String]) throws -> KeysFile? {
        guard let path = name ?? usualPath(environment) else { return nil }
        guard let data = SmallFile.read(path, limit: ConfigFile.maximumBytes) else {
            if name == nil { return nil }
            throw WrongUsage("cannot read the keys in \(path)")
        }
        return try KeysFile(data, path: path)
    }

    /// A file that was named is meant to be there; what is wrong in it is told on the screen.
    static func checkExistence(_ name: String?) throws(WrongUsage) {
        guard let name, !FileManager.default.isReadableFile(atPath: name) else { return }
        throw WrongUsage("cannot read the keys in \(name)")
    }

    /// `$XDG_CONFIG_HOME/wscope/keys.toml`.
    static func usualPath(_ environment: [String: String]) -> String? {
        ConfigFile.usualPath(environment).map {
            String($0.dropLast("config.toml".count)) + "keys.toml"
        }
    }

    private init(_ data: Data, path: String) throws {
        self.path = path
        guard data.count <= ConfigFile.maximumBytes, let text = String(data: data, encoding: .utf8)
        else { throw WrongUsage("\(path): not a file of keys: over 64 KiB or not UTF-8") }
        do throws(TOMLText.Mistake) {
            remapping = try KeyRemapping(text)
        } catch {
            throw WrongUsage("\(path):\(error.line): \(error.wording)")
        }
    }

    /// What the file does that nobody may have meant, each with its line.
    var warnings: [String] {
        KeyReport(remapping).losses.map { "\(path):\($0.line): \($0.wording)" }
    }
}
