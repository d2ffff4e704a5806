import Foundation
import TerminalCanvas
import Testing

@testable import Console

/// A theme that is edited while it is shown.
@Suite struct ShownThemeTests {
    @Test func anEditIsShownAndAMistakeKeepsTheLastGoodOne() throws {
        let folder = try Folder()
        try folder.write("[roles]\n\"ui.text\" = \"red\"\n", as: "mine")
        var shown = ShownTheme(folder.store)
        try shown.choose("mine")
        #expect(try !shown.refresh(), "nothing was edited")

        try folder.write("[roles]\n\"ui.text\" = \"green\"\n", as: "mine")
        #expect(try shown.refresh())
        #expect(shown.theme.style(for: .plain).foreground == Colour("green"))

        try folder.write("[roles]\n\"ui.text\" = \"greenish\"\n", as: "mine")
        let error = #expect(throws: ThemeError.self) { try shown.refresh() }
        #expect(error?.line == 2)
        #expect(shown.theme.style(for: .plain).foreground == Colour("green"))
        #expect(try !shown.refresh(), "a mistake is told once")

        try folder.write("[roles]\n\"ui.text\" = \"blue\"\n", as: "mine")
        #expect(try shown.refresh())
        #expect(shown.theme.style(for: .plain).foreground == Colour("blue"))
    }

    @Test func anEditOfTheParentIsShown() throws {
        let folder = try Folder()
        try folder.write("[roles]\n\"ui.text\" = \"red\"\n", as: "parent")
        try folder.write("inherits = \"parent\"\n", as: "child")
        var shown = ShownTheme(folder.store)
        try shown.choose("child")
        try folder.write("[roles]\n\"ui.text\" = \"yellow\"\n", as: "parent")
        #expect(try shown.refresh())
        #expect(shown.theme.style(for: .plain).foreground == Colour("yellow"))
    }

    @Test func aParentThatComesLaterIsFound() throws {
        let folder = try Folder()
        try folder.write("[roles]\n\"ui.text\" = \"red\"\n", as: "child")
        var shown = ShownTheme(folder.store)
        try shown.choose("child")
        try folder.write("inherits = \"parent\"\n", as: "child")
        #expect(throws: ThemeError.self) { try shown.refresh() }
        #expect(try !shown.refresh(), "a mistake is told once")
        try folder.write("[roles]\n\"ui.text\" = \"magenta\"\n", as: "parent")
        #expect(try shown.refresh())
        #expect(shown.theme.style(for: .plain).foreground == Colour("magenta"))
        #expect(try !shown.refresh())
    }

    @Test func aThemeOfTheUsersOwnTakesThePlaceOfTheShippedOne() throws {
        let (own, shipped) = (try Folder(), try Folder())
        try shipped.write("[roles]\n\"ui.text\" = \"red\"\n", as: "dark")
        var shown = ShownTheme(ThemeStore(folders: [own.path, shipped.path]))
        try shown.choose("dark")
        try own.write("[roles]\n\"ui.text\" = \"cyan\"\n", as: "dark")
        #expect(try shown.refresh())
        #expect(shown.theme.style(for: .plain).foreground == Colour("cyan"))
    }

    @Test func aFileThatIsGoneLeavesTheTheme() throws {
        let folder = try Folder()
        try folder.write("[roles]\n\"ui.text\" = \"red\"\n", as: "mine")
        var shown = ShownTheme(folder.store)
        try shown.choose("mine")
        try FileManager.default.removeItem(atPath: folder.path + "/mine.toml")
        #expect(throws: ThemeError.self) { try shown.refresh() }
        #expect(shown.theme.style(for: .plain).foreground == Colour("red"))
    }

    @Test func aPreviewIsShownUntilItEnds() throws {
        let folder = try Folder()
        try folder.write("[roles]\n\"ui.text\" = \"red\"\n", as: "mine")
        try folder.write("[roles]\n\"ui.text\" = \"blue\"\n", as: "other")
        try folder.write("[roles", as: "wrong")
        var shown = ShownTheme(folder.store)
        try shown.choose("mine")
        for (name, colour) in [("other", "blue"), ("wrong", "red"), ("other", "blue")] {
            shown.preview(name)
            #expect(shown.theme.style(for: .plain).foreground == Colour(colour))
        }
        shown.preview(nil)
        #expect(shown.theme.name == "mine")
    }

    /// A folder of themes that lives as long as a test.
    private final class Folder {
        let path = NSTemporaryDirectory() + "shown-" + UUID().uuidString

        init() throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var store: ThemeStore { ThemeStore(folders: [path]) }

        /// As careful editors write: a new file in the old one's place.
        func write(_ text: String, as name: String) throws {
            try text.write(
                toFile: path + "/\(name).toml", atomically: true, encoding: .utf8)
        }
    }
}
