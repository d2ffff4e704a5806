import Console
import Foundation
import Glibc

/// Files that the console asks for: payloads to send, and the templates of frames.
final class PayloadFiles: FileDoor {
    /// A file of templates that is longer is none of ours.
    private static let mostTemplates = 1 << 20

    private let environment: [String: String]

    init(_ environment: [String: String]) { self.environment = environment }

    func read(_ path: String, limit: Int) -> FileReading {
        let file = open(expanded(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .problem(problem(path)) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { return .problem(problem(path)) }
        guard facts.st_mode & S_IFMT == S_IFREG else { return .problem("\(path): not a file") }
        guard facts.st_size <= limit else {
            return .problem("\(path): \(facts.st_size) bytes; a message may have \(limit)")
        }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress.map { $0 + count }, $0.count - count)
            }
            guard more > 0 else { break }
            count += more
        }
        guard count == bytes.count else { return .problem("\(path): changed while it was read") }
        return .bytes(bytes)
    }

    func paths(beginning path: String) -> [String] {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let start = String(path.dropFirst(folder.count))
        let place = expanded(folder.isEmpty ? "." : folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let fitting = names.filter {
            $0.hasPrefix(start) && ($0.first != "." || start.first == ".")
        }
        return fitting.sorted().prefix(64).map { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(
                atPath: place + "/" + name, isDirectory: &isFolder)
            return folder + name + (isThere && isFolder.boolValue ? "/" : "")
        }
    }

    /// The text of the templates; empty where there is none that can be read.
    var templates: String {
        guard let path = templatesPath,
            case .bytes(let bytes) = read(path, limit: PayloadFiles.mostTemplates)
        else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    func keepTemplates(_ text: String) -> String? {
        guard let path = templatesPath else { return "templates are not kept: no home folder" }
        do {
            try FileManager.default.createDirectory(
                atPath: String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)),
                withIntermediateDirectories: true)
        } catch {
            return "templates are not kept: \(path): \(error.localizedDescription)"
        }
        // They hold payloads.
        if PrivateFile.replace(path, Array(text.utf8)) { return nil }
        return "templates are not kept: " + problem(path)
    }

    private var templatesPath: String? {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return folder + "/wscope/templates.toml"
        }
        return environment["HOME"].map { $0 + "/.config/wscope/templates.toml" }
    }

    /// `~/` is the home folder, as in a shell.
    private func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
        return home + path.dropFirst(1)
    }

    private func problem(_ path: String) -> String {
        "\(path): \(String(cString: strerror(errno)))"
    }
}
