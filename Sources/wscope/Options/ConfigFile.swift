import Foundation
import TOMLKit

/// The operator's configuration: TOML with the long names of the options as keys.
enum ConfigFile {
    /// A configuration is a page, not a database.
    static let maximumBytes = 65_536

    /// Reads the named file, or the one at its usual place if that exists.
    static func apply(
        named name: String?, to settings: inout Settings, environment: [String: String]
    ) throws {
        guard let path = name ?? usualPath(environment) else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
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
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw WrongUsage("\(path):\(error.source.begin.line): \(error.description)")
        }
        for name in table.keys.sorted() {
            let place = "\(path):\(line(of: name, in: text))"
            guard let setter = ConfigKeys.table[name] else {
                throw WrongUsage(
                    "\(place): unknown key '\(name)'; known are "
                        + ConfigKeys.names.joined(separator: ", "))
            }
            guard let value = table[name] else { continue }
            do {
                try setter(&settings, ConfigValue(value))
            } catch let error as WrongValue {
                throw WrongUsage("\(place): \(name): \(error)")
            }
        }
    }

    /// The line that begins with this key or opens the table of this name; 1 if it is spelled in
    /// a way that hides it.
    static func line(of key: String, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = lines.firstIndex { line in
            let start = line.drop { " \t\"'[".contains($0) }
            guard start.hasPrefix(key) else { return false }
            guard let next = start.dropFirst(key.count).first else { return false }
            return " \t=\"'].".contains(next)
        }
        return (index ?? 0) + 1
    }
}

extension ConfigValue {
    init(_ value: any TOMLValueConvertible) {
        if let text = value.string {
            self = .one(text)
        } else if let number = value.int {
            self = .one(String(number))
        } else if let isOn = value.bool {
            self = .flag(isOn)
        } else if let array = value.array {
            let texts = array.compactMap { $0.string }
            self =
                texts.count == array.count ? .many(texts) : .other(array.debugDescription)
        } else {
            self = .other("a \(value.type)")
        }
    }
}
