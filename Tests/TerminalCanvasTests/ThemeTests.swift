import TerminalCanvas
import Testing

struct ThemeTests {
    private let theme = Theme(
        name: "t", variant: .dark,
        entries: [
            "ui.text": .init(foreground: .ansi(7), background: .ansi(0), attributes: .italic),
            "state": .init(foreground: .ansi(1), attributes: .bold),
            "state.closing": .init(background: .ansi(4)),
        ])

    @Test(arguments: [
        ("state.closing", Style(foreground: .ansi(7), background: .ansi(4))),
        ("state.closing.late", Style(foreground: .ansi(7), background: .ansi(4))),
        ("state.closed", Style(foreground: .ansi(1), background: .ansi(0), attributes: .bold)),
        ("state", Style(foreground: .ansi(1), background: .ansi(0), attributes: .bold)),
        ("stateless", Style(foreground: .ansi(7), background: .ansi(0), attributes: .italic)),
        ("", Style(foreground: .ansi(7), background: .ansi(0), attributes: .italic)),
    ])
    func aRoleFallsBackToItsLongestPrefix(_ role: String, _ style: Style) {
        #expect(theme.style(for: Role(role)) == style)
    }

    @Test func aBackdropLendsBackgroundAndAttributes() {
        let state = Style(foreground: .ansi(1), background: .ansi(0), attributes: .bold)
        let selected = Style(foreground: .ansi(7), background: .ansi(4), attributes: .reverse)
        #expect(
            state.on(selected)
                == Style(
                    foreground: .ansi(1), background: .ansi(4), attributes: [.bold, .reverse]))
    }

    @Test func theBuiltInThemeShowsASelectionWithoutColours() {
        let style = Theme.builtIn.style(for: "ui.selection")
        #expect(style == Style(attributes: .reverse))
        #expect(Theme.builtIn.style(for: "state.closing") == Style())
    }

    @Test func rolesAreOneForOneName() {
        #expect(Role("a.test.role") == Role("a.test.role"))
        #expect(Role("a.test.role") != Role("a.test"))
        #expect(Role("a.test.role").name == "a.test.role")
        #expect(Role.plain.name == "ui.text")
        #expect(MemoryLayout<Role>.size == 2)
    }
}
