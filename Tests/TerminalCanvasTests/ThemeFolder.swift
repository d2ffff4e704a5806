import Foundation
import TerminalCanvas

/// A folder of themes that lives as long as a test.
final class ThemeFolder {
    let path: String

    init(_ themes: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "themes-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        for (name, text) in themes { try write(Data(text.utf8), as: name + ".toml") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var store: ThemeStore { ThemeStore(folders: [path]) }

    func write(_ data: Data, as file: String) throws {
        try data.write(to: URL(fileURLWithPath: path + "/" + file))
    }

    func link(_ file: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: path + "/" + file, withDestinationPath: target)
    }

    /// What is wrong with a theme of this text: the problem and its line.
    static func error(of text: String) throws -> ThemeError? {
        let folder = try ThemeFolder(["wrong": text])
        do throws(ThemeError) {
            _ = try folder.store.load("wrong")
            return nil
        } catch {
            return error
        }
    }
}
