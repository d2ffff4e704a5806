import Foundation
import TerminalCanvas

/// The operator's configuration: TOML with the long names of the options as keys.
enum ConfigFile {
    /// A configuration is a page, not a database.
    static let maximumBytes = 65_536

    /// Reads the named file, or the one at its usual place if that exists.
    static func apply(
        named name: String?, to settings: inout Settings, environment: [String: String]
    ) throws {
        guard let path = name ?? usualPath(environment) else { return }
        guard let data = SmallFile.read(path, limit: maximumBytes) else {
            if name == nil { return }
            throw WrongUsage("cannot read the configuration file \(path)")
        }
        guard data.count <= maximumBytes else {
            throw WrongUsage("\(path): over 64 KiB, not a configuration")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw WrongUsage("\(path): not UTF-8")
        }
        try apply(text, of: path, to: &settings)
    }

    /// `$XDG_CONFIG_HOME/wscope/config.toml`, or below `~/.config` where that is not set.
    static func usualPath(_ environment: [String: String]) -> String? {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return folder + "/wscope/config.toml"
        }
        return environment["HOME"].map { $0 + "/.config/wscope/config.toml" }
    }

    static func apply(_ text: String, of path: String, to settings: inout Settings) throws {
        let table: TOMLText.Table
        do throws(TOMLText.Mistake) {
            table = try TOMLText(text).root
        } catch {
            throw WrongUsage("\(path):\(error.line): \(error.wording)")
        }
        for (name, value) in table.entries {
            let place = "\(path):\(value.line)"
            guard let setter = ConfigKeys.table[name] else {
                throw WrongUsage(
                    "\(place): unknown key '\(name)'; known are "
                        + ConfigKeys.names.joined(separator: ", "))
            }
            do {
                try setter(&settings, ConfigValue(value))
            } catch let error as WrongValue {
                throw WrongUsage("\(place): \(name): \(error)")
            }
        }
    }
}

extension ConfigValue {
    init(_ value: TOMLText.Value) {
        switch value.content {
        case .string(let text): self = .one(text)
        case .bare("true"): self = .flag(true)
        case .bare("false"): self = .flag(false)
        case .bare(let written):
            self = Int(written) == nil ? .other("'\(written)'") : .one(written)
        case .array(let values):
            let texts = values.compactMap(\.string)
            self = texts.count == values.count ? .many(texts) : .other("an array of other things")
        case .table: self = .other("a table")
        }
    }
}
