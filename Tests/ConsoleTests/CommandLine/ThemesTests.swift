import TerminalCanvas
import Testing

@testable import Console

/// Choosing a theme on the command line.
@Suite struct ThemesTests {
    private var console = Conversation.busy()
    private var effects: [ConsoleEffect] = []

    /// Types a line on the command line, then keys.
    private mutating func types(_ line: String, _ keys: [Key] = []) {
        for key in [":"] + line.map(Key.character) + keys {
            console.types(key)
            effects += console.effects
        }
    }

    /// What the terminal was asked to show: nil is the chosen theme.
    private var previews: [String?] {
        effects.compactMap { effect in
            if case .previewTheme(let name) = effect { .some(name) } else { nil }
        }
    }

    @Test mutating func aThemeIsShownWhileItIsTyped() {
        types("theme l", [.tab, .backspace, .backspace, "t"])
        #expect(previews == ["light"], "light all the while")
        console.shows(":theme light")
    }

    @Test(arguments: [
        [Key.escape], [.control("C")], [.control("U"), .backspace], [.backspace, "d"],
    ])
    mutating func leavingTheLineGoesBack(_ keys: [Key]) {
        types("theme m", keys)
        #expect(previews == ["mono", nil])
        #expect(console.model.theme == "dark")
    }

    @Test mutating func enterChoosesWhatIsShown() {
        types("theme l", [.enter])
        guard case .setTheme("light") = effects.dropLast().last else {
            Issue.record("no theme was asked for: \(effects)")
            return
        }
        _ = console.model.update(.themeChanged("light"))
        types("", [.escape])
        #expect(previews == ["light"], "nothing to go back to")
    }

    @Test mutating func withoutANameTheyAreListed() {
        types("theme", [.enter])
        console.shows("which theme? dark (now), light, mono")
        #expect(previews == [])
    }

    @Test mutating func anEditOfItsFileIsTold() {
        _ = console.model.update(.themeReread("dark"))
        console.shows("theme dark as it is now")
        #expect(console.model.theme == "dark")
    }
}
