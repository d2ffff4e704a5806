import Foundation
import Testing

@testable import TerminalCanvas

/// The themes of the repository, against what a person needs to read them.
struct ShippedThemesTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Themes").path
    private let store = ThemeStore(folders: [ShippedThemesTests.folder])

    /// Roles of words and numbers, which must be read.
    private static let texts = """
        ui.text ui.dim ui.title ui.title.focused ui.selection ui.marked ui.cursor ui.status
        ui.status.key ui.status.dim ui.status.live ui.status.frozen ui.status.warning
        ui.status.error ui.toast ui.warning ui.error
        ui.help ui.help.key ui.help.title ui.input ui.match ui.token table.header table.sorted
        state.connecting state.connected state.closing state.closed event.connecting
        event.connected event.text event.binary event.ping event.pong event.close event.closing
        event.closed event.invalid event.timeout event.error event.outcome level.ok level.warning
        level.error dir.rx dir.tx op.text op.binary op.continuation op.close op.ping op.pong
        op.reserved bit.one bit.zero bit.selected bit.label bit.label.selected bit.breach
        bit.payload hex.offset hex.byte hex.ascii hex.selected json.key json.string json.number
        json.literal json.punctuation meter.full meter.half meter.low spark
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// Roles of lines, which must be seen.
    private static let lines = [
        "ui.border", "ui.border.focused", "ui.help.border", "bit.border", "meter.empty",
    ]

    @Test func theyAreThere() {
        #expect(Set(store.names).isSuperset(of: ["dark", "light", "mono"]))
    }

    @Test(arguments: ["dark", "light", "mono"]) func theyCarryTheirNameAndEveryFamily(
        _ name: String
    ) throws {
        let theme = try store.load(name)
        #expect(theme.name == name)
        #expect(theme.variant == (name == "light" ? .light : .dark))
        #expect(theme.entries["ui.text"] != nil)
    }

    @Test(arguments: ["dark", "light"]) func everyRoleIsNamed(_ name: String) throws {
        let theme = try store.load(name)
        for role in Self.texts + Self.lines { #expect(theme.entries[role] != nil, "\(role)") }
    }

    @Test(arguments: ["dark", "light"]) func textsAreReadable(_ name: String) throws {
        let theme = try store.load(name)
        for role in Self.texts {
            let style = theme.style(for: Role(role))
            #expect(try contrast(style) >= 4.5, "\(role)")
        }
        for role in Self.lines {
            #expect(try contrast(theme.style(for: Role(role))) >= 1.7, "\(role)")
        }
    }

    @Test(arguments: ["dark", "light"]) func textsStayReadableWhenSelected(_ name: String) throws {
        let theme = try store.load(name)
        let selected = theme.style(for: "ui.selection")
        let ground = theme.style(for: .plain).background
        for role in Self.texts where theme.style(for: Role(role)).background == ground {
            #expect(try contrast(theme.style(for: Role(role)).on(selected)) >= 4.5, "\(role)")
        }
    }

    @Test(arguments: ["dark", "light"], [ColourDepth.none, .ansi16, .ansi256, .truecolor])
    func aSelectionIsSeenAtEveryDepth(_ name: String, _ depth: ColourDepth) throws {
        let theme = try store.load(name)
        let ground = theme.style(for: .plain)
        for colours in [8, 16] {
            func rendered(_ style: Style) -> RenderedStyle {
                RenderedStyle(style, depth: depth, colours: colours, ground: ground.background)
            }
            let plain = rendered(ground)
            let selected = rendered(ground.on(theme.style(for: "ui.selection")))
            #expect(
                plain.background != selected.background
                    || plain.attributes != selected.attributes)
            for role in Self.texts {
                let style = rendered(theme.style(for: Role(role)))
                #expect(style.foreground != style.background || style.foreground < 0, "\(role)")
            }
        }
    }

    @Test func monoAsksForNoColour() throws {
        for (role, entry) in try store.load("mono").entries {
            #expect((entry.foreground ?? .default) == .default, "\(role)")
            #expect((entry.background ?? .default) == .default, "\(role)")
        }
    }

    /// WCAG 2.1, contrast ratio.
    private func contrast(_ style: Style) throws -> Double {
        let pair = [
            luminance(try #require(style.foreground.components)),
            luminance(try #require(style.background.components)),
        ].sorted()
        return (pair[1] + 0.05) / (pair[0] + 0.05)
    }

    /// WCAG 2.1, relative luminance.
    private func luminance(_ colour: (red: Int, green: Int, blue: Int)) -> Double {
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green)
            + 0.0722 * linear(colour.blue)
    }
}
