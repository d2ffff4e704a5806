import Foundation
import TerminalCanvas
import Testing

struct ThemeStoreTests {
    @Test func aThemeIsReadAsWritten() throws {
        let folder = try ThemeFolder([
            "mine": """
            name = "mine"
            variant = "light"
            [palette]
            sky = "#8ab4f8"
            [roles]
            "ui.text" = { fg = "#000000", bg = "#ffffff" }
            "state.closing" = "sky"
            level.error = { fg = "bright-red", attrs = ["bold", "underline"] }
            "ui.dim" = { bg = "default" }
            """
        ])
        let theme = try folder.store.load("mine")
        let sky = Colour.rgb(red: 0x8A, green: 0xB4, blue: 0xF8)
        let white = Colour.rgb(red: 255, green: 255, blue: 255)
        let black = Colour.rgb(red: 0, green: 0, blue: 0)
        #expect(theme.variant == .light)
        #expect(theme.style(for: "state.closing") == Style(foreground: sky, background: white))
        #expect(
            theme.style(for: "level.error")
                == Style(
                    foreground: .ansi(9), background: white, attributes: [.bold, .underline]))
        #expect(theme.style(for: "ui.dim") == Style(foreground: black, background: .default))
    }

    @Test func aChildRecoloursWhatItInherits() throws {
        let folder = try ThemeFolder([
            "parent": """
            variant = "light"
            [palette]
            ink = "red"
            [roles]
            "ui.text" = "ink"
            "ui.dim" = "blue"
            """,
            "child":
                "inherits = \"parent\"\n[palette]\nink = \"green\"\n[roles]\n\"ui.dim\" = \"cyan\"",
        ])
        let child = try folder.store.load("child")
        #expect(child.variant == .light)
        #expect(child.style(for: .plain).foreground == .ansi(2))
        #expect(child.style(for: "ui.dim").foreground == .ansi(6))
        #expect(try folder.store.load("parent").style(for: .plain).foreground == .ansi(1))
    }

    @Test func theFirstFolderWins() throws {
        let own = try ThemeFolder(["dark": "[roles]\n\"ui.text\" = \"red\""])
        let shipped = try ThemeFolder(["dark": "", "light": "", ".hidden": "", "bad name": ""])
        let store = ThemeStore(folders: [own.path + "-missing", own.path, shipped.path])
        #expect(store.names == ["dark", "light"])
        #expect(try store.load("dark").style(for: .plain).foreground == .ansi(1))
    }

    /// More than one read of the kernel brings; the last entry of each ends where its memory does.
    @Test func everyFileOfALargeFolderIsListed() throws {
        let names = (1000..<3000).map { "theme-\($0)" }
        let folder = try ThemeFolder()
        for name in names { try folder.write(Data(), as: name + ".toml") }
        #expect(folder.store.names == names)
    }

    @Test(arguments: [
        ("[roles]\nui = = 1", 2),
        ("variant = \"dark\"\ncolour = \"x\"", 2),
        ("variant = \"grey\"", 1),
        ("name = 1", 1),
        ("[palette]\nblue = \"#12345\"", 2),
        ("[palette]\n# a comment\n\nblue = 7", 4),
        ("[roles]\n\"ui.text\" = \"red\"\n\"ui.dim\" = \"no such\"", 3),
        ("[roles]\n\"ui.dim\" = { fg = \"red\", underline = true }", 2),
        ("[roles]\n\"ui.dim\" = { attrs = [\"blink\"] }", 2),
        ("[roles]\n\"ui.dim\" = { attrs = \"bold\" }", 2),
        ("[roles]\n\"ui.dim\" = 3", 2),
        ("[roles.ui.dim]\nfg = \"red\"\nbg = 3", 3),
        ("palette = 3", 1),
        ("inherits = \"wrong\"", 1),
        ("\ninherits = \"missing\"", 2),
        ("inherits = \"../dark\"", 1),
    ])
    func aMistakeIsReportedWithItsLine(_ text: String, _ line: Int) throws {
        let error = try #require(try ThemeFolder.error(of: text))
        #expect(error.line == line, "\(error)")
        #expect(error.file?.hasSuffix("/wrong.toml") == true)
        #expect(error.description.contains("wrong.toml:\(line): "))
    }

    @Test func inheritanceInACircleIsNamed() throws {
        let folder = try ThemeFolder([
            "a": "inherits = \"b\"", "b": "inherits = \"c\"", "c": "inherits = \"a\"",
        ])
        let error = #expect(throws: ThemeError.self) { try folder.store.load("a") }
        #expect(error?.problem == .inheritsItself(["a", "b", "c", "a"]))
    }

    @Test(arguments: [
        "", "../dark", "a/b", "a.b", "dark\0", "é", String(repeating: "a", count: 65),
    ])
    func aNameMayNotLeaveTheFolder(_ name: String) throws {
        let folder = try ThemeFolder(["dark": ""])
        let error = #expect(throws: ThemeError.self) { try folder.store.load(name) }
        #expect(error?.problem == .badName(name))
    }

    @Test func onlyPlainFilesOfModestSizeAreRead() throws {
        let folder = try ThemeFolder()
        try folder.write(Data("[roles]".utf8), as: "real")
        try folder.link("link.toml", to: folder.path + "/real")
        try folder.write(Data(repeating: 0x23, count: 65537), as: "big.toml")
        try folder.write(Data(repeating: 0x23, count: 65536), as: "full.toml")
        try folder.write(Data([0x23, 0xFF]), as: "bytes.toml")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/folder.toml", withIntermediateDirectories: false)
        let expected: [(String, ThemeError.Problem)] = [
            ("link", .notAFile), ("big", .tooBig), ("bytes", .notUTF8), ("folder", .notAFile),
            ("none", .notFound("none")),
        ]
        for (name, problem) in expected {
            let error = #expect(throws: ThemeError.self) { try folder.store.load(name) }
            #expect(error?.problem == problem)
        }
        #expect(throws: Never.self) { try folder.store.load("full") }
    }

    @Test func anyBytesAreAThemeOrAnError() throws {
        var numbers = SeededNumbers(seed: 42)
        let seed = Array("[roles]\n\"ui.text\" = { fg = \"red\", attrs = [\"bold\"] }\n".utf8)
        let folder = try ThemeFolder()
        for _ in 0..<200 {
            var bytes = seed
            for _ in 0..<3 {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                bytes[place] = UInt8.random(in: 0...127, using: &numbers)
            }
            try folder.write(Data(bytes), as: "any.toml")
            do throws(ThemeError) {
                _ = try folder.store.load("any")
            } catch {
                #expect(error.line != nil, "\(error)")
            }
        }
    }
}
