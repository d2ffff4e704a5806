import Foundation
import TerminalCanvas
import Testing

@testable import Console

/// Screens kept as text, with the roles as a layer below.
///
/// `WSCOPE_WRITE_GOLDENS=1 swift test` writes them anew; then they are to be looked at.
enum Golden {
    static func expect(
        _ name: String, _ canvas: Canvas, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let rule = String(repeating: "=", count: canvas.size.columns)
        let text = [canvas.plainText, rule, canvas.roleText].joined(separator: "\n") + "\n"
        try expect(name, text: text, location)
    }

    static func expect(
        _ name: String, text actual: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["WSCOPE_WRITE_GOLDENS"] == "1" {
            try actual.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        guard actual != expected else { return }
        Issue.record("\(difference(actual, expected, name))", sourceLocation: location)
    }

    /// The first line that differs, as it is and as it was kept.
    private static func difference(_ actual: String, _ expected: String, _ name: String) -> String {
        let lines = { (text: String) in
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        let (now, kept) = (lines(actual), lines(expected))
        let first =
            zip(now, kept).enumerated().first { $1.0 != $1.1 }?.offset ?? min(now.count, kept.count)
        let line = { (text: [String]) in first < text.count ? text[first] : "(no such line)" }
        return "\(name).txt:\(first + 1)\n  now  \(line(now))\n  kept \(line(kept))"
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Goldens")
}
