import Foundation
import Testing

/// Text that is generated and kept in the tree; WSCOPE_WRITE_GOLDENS=1 writes it anew.
enum Golden {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static var writes: Bool {
        ProcessInfo.processInfo.environment["WSCOPE_WRITE_GOLDENS"] == "1"
    }

    /// A whole file.
    static func expect(file path: String, _ text: String) throws {
        let file = root.appendingPathComponent(path)
        if writes { return try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(path) is out of date")
    }

    /// What stands in a file between two lines.
    static func expect(
        part path: String, from begin: String, to end: String, _ text: String
    ) throws {
        let file = root.appendingPathComponent(path)
        let whole = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(whole.firstRange(of: begin + "\n")).upperBound
        let stop = try #require(whole[start...].firstRange(of: end)).lowerBound
        if writes {
            let changed = whole[..<start] + text + whole[stop...]
            return try changed.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(whole[start..<stop] == text, "\(path) is out of date")
    }
}
