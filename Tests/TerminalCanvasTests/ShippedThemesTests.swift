import Foundation
import Testing

@testable import TerminalCanvas

/// The themes of the repository, against what a person needs to read them.
struct ShippedThemesTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Themes").path
    private let store = ThemeStore(folders: [ShippedThemesTests.folder])

    static let goals: [String: ThemeAudit.Goal] = [
        "ansi16": .readable, "dark": .readable, "deuteranopia": .readable,
        "high-contrast": .high, "light": .readable,
    ]
    /// Those that ask for colours; mono leaves them to the terminal.
    static let coloured = goals.keys.sorted()

    @Test func theyAreThere() {
        #expect(Set(store.names) == Set(Self.coloured + ["mono"]))
    }

    @Test(arguments: coloured + ["mono"]) func theyCarryTheirNameAndNoRoleInVain(
        _ name: String
    ) throws {
        let theme = try store.load(name)
        let text = try String(contentsOfFile: Self.folder + "/\(name).toml", encoding: .utf8)
        #expect(text.contains("\nname = \"\(name)\"\n"))
        #expect(theme.name == name)
        #expect(theme.variant == (name == "light" ? .light : .dark))
        #expect(theme.entries["ui.text"] != nil)
        #expect(ThemeAudit.unknownRoles(of: theme) == [])
    }

    @Test(arguments: coloured) func everyRoleIsNamed(_ name: String) throws {
        let theme = try store.load(name)
        for pair in RolePair.all { #expect(theme.entries[pair.role] != nil, "\(pair)") }
    }

    @Test(arguments: coloured) func everyPairThatMeetsIsReadable(_ name: String) throws {
        let theme = try store.load(name)
        for pair in RolePair.all {
            let style = pair.style(in: theme)
            #expect(style.foreground.contrast(to: style.background) != nil, "\(pair)")
        }
        let goal = try #require(Self.goals[name])
        for weak in ThemeAudit.weaknesses(of: theme, goal: goal) {
            Issue.record("\(weak.pair): \(weak.contrast), should be \(weak.least)")
        }
    }

    @Test(arguments: coloured, [ColourDepth.none, .ansi16, .ansi256, .truecolor])
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
            for pair in RolePair.all {
                let style = rendered(pair.style(in: theme))
                #expect(style.foreground != style.background || style.foreground < 0, "\(pair)")
            }
        }
    }

    @Test func monoAsksForNoColour() throws {
        for (role, entry) in try store.load("mono").entries {
            #expect((entry.foreground ?? .default) == .default, "\(role)")
            #expect((entry.background ?? .default) == .default, "\(role)")
        }
    }

    @Test func ansi16AsksForTheTerminalsOwnColoursAlone() throws {
        for (role, entry) in try store.load("ansi16").entries {
            for colour in [entry.foreground, entry.background].compactMap(\.self) {
                guard case .ansi = colour else {
                    Issue.record("\(role): \(colour)")
                    continue
                }
            }
        }
    }

    /// What must be told apart at a glance, as eyes without green and without red receptors see it.
    @Test(
        arguments: [
            ["state.connecting", "state.connected", "state.closing", "state.closed"],
            ["level.ok", "level.warning", "level.error"],
            ["meter.full", "meter.half", "meter.low"],
            ["dir.rx", "dir.tx"],
        ], Dichromacy.allCases)
    func deuteranopiaKeepsStatesApart(_ roles: [String], _ eye: Dichromacy) throws {
        let theme = try store.load("deuteranopia")
        let seen = try roles.map { role in
            eye.sees(try #require(theme.style(for: Role(role)).foreground.components))
        }
        for (index, one) in seen.enumerated() {
            for (other, another) in seen.enumerated().dropFirst(index + 1) {
                #expect(one.distance(to: another) > 20, "\(roles[index]) \(roles[other])")
            }
        }
    }

    /// The measure tells: what the dark theme has for well and for care is one to these eyes.
    @Test func theDarkThemeWouldNotDo() throws {
        let theme = try store.load("dark")
        let seen = try ["level.ok", "level.warning"].map { role in
            Dichromacy.deuteranopia.sees(
                try #require(theme.style(for: Role(role)).foreground.components))
        }
        #expect(seen[0].distance(to: seen[1]) < 20)
    }
}
