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
        let actual = [canvas.plainText, rule, canvas.roleText].joined(separator: "\n") + "\n"
        let file = folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["WSCOPE_WRITE_GOLDENS"] == "1" {
            try actual.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(actual == expected, "differs from \(name).txt", sourceLocation: location)
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Goldens")
}
