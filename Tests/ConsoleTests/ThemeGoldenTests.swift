import Foundation
import TerminalCanvas
import Testing

@testable import Console

/// Every pane in each of the six themes, each cell with the colours it has.
@Suite struct ThemeGoldenTests {
    static let themes = ["dark", "light", "ansi16", "high-contrast", "deuteranopia", "mono"]
    static let panes = ["slots", "events", "frames", "breach", "question"]

    @Test(arguments: themes, panes) func colours(_ name: String, pane: String) throws {
        let store = ThemeStore(folders: [Self.folder])
        let theme = try store.load(name)
        let scene = try #require(GoldenTests.scenes.first { $0.name == pane })
        var console = Conversation.busy()
        scene.play(&console)
        try Golden.expect(
            "theme-\(name)-\(pane)", text: Self.colours(of: console.screen.canvas, in: theme))
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Themes").path()

    /// A sign for each cell, `.` for the colours of plain text, and below what the signs are.
    private static func colours(of canvas: Canvas, in theme: Theme) -> String {
        let signs = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        var known: [Style: Character] = [theme.style(for: .plain): "."]
        var legend = [". = \(spelled(theme.style(for: .plain)))"]
        var lines: [String] = []
        for y in 0..<canvas.size.rows {
            var line = ""
            for cell in canvas.row(y) {
                var style = theme.style(for: cell.role)
                if let backdrop = cell.backdrop { style = style.on(theme.style(for: backdrop)) }
                if known[style] == nil {
                    let sign = known.count <= signs.count ? signs[known.count - 1] : "?"
                    known[style] = sign
                    legend.append("\(sign) = \(spelled(style))")
                }
                line.append(known[style] ?? "?")
            }
            lines.append(line)
        }
        return (lines + legend).joined(separator: "\n") + "\n"
    }

    private static func spelled(_ style: Style) -> String {
        "\(style.foreground.spelling) on \(style.background.spelling), "
            + "attributes \(style.attributes.rawValue)"
    }
}
