import Foundation
import TerminalCanvas
import Testing

struct ThemeFoldersTests {
    @Test func theUsersFolderComesFirst() {
        #expect(
            ThemeFolders.standard(
                executablePath: "/opt/bin/wscope",
                environment: ["XDG_CONFIG_HOME": "/c", "HOME": "/h"])
                == ["/c/wscope/themes", "/opt/share/wscope/themes"])
        #expect(
            ThemeFolders.standard(executablePath: "/bin/wscope", environment: ["HOME": "/h"])
                == ["/h/.config/wscope/themes", "/share/wscope/themes"])
    }

    @Test func aRelativeOrMissingHomeIsPassedOver() {
        #expect(
            ThemeFolders.standard(
                executablePath: "/a/b/wscope", environment: ["XDG_CONFIG_HOME": "c"])
                == ["/a/share/wscope/themes"])
        for path in ["", "/", "wscope", "/wscope"] {
            #expect(ThemeFolders.standard(executablePath: path, environment: [:]) == [])
        }
    }

    @Test func theSourceTreeIsFoundFromItsBuildFolder() throws {
        let tree = try ThemeFolder()
        let files = FileManager.default
        for folder in ["/Themes", "/.build/debug"] {
            try files.createDirectory(
                atPath: tree.path + folder, withIntermediateDirectories: true)
        }
        let executable = tree.path + "/.build/debug/wscope"
        let installed = tree.path + "/.build/share/wscope/themes"
        #expect(
            ThemeFolders.standard(executablePath: executable, environment: [:]) == [installed])
        try tree.write(Data(), as: "Package.swift")
        #expect(
            ThemeFolders.standard(executablePath: executable, environment: [:])
                == [tree.path + "/Themes", installed])
    }
}
