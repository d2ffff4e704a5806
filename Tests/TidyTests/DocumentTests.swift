import Console
import Foundation
import Testing

/// What the documents claim about the tree is true.
@Suite struct DocumentTests {
    static let catalogue = "Sources/wscope/wscope.docc"

    /// Tables of the console in the README.
    enum Generated: String, CaseIterable, Sendable {
        case keys, filters

        var markdown: String { self == .keys ? KeyTable.markdown : FilterTable.markdown }
    }

    /// Written anew with WSCOPE_WRITE_GOLDENS=1, compared otherwise.
    @Test func tablesOfTheReadmeAreThoseOfTheConsole() throws {
        var readme = try Tree.text("README.md")
        for table in Generated.allCases {
            let head = try #require(readme.firstRange(of: "<!-- \(table): written by the tests"))
            let begin = try #require(readme[head.upperBound...].firstRange(of: "-->\n")).upperBound
            let end = try #require(readme.firstRange(of: "<!-- end of \(table) -->")).lowerBound
            if ProcessInfo.processInfo.environment["WSCOPE_WRITE_GOLDENS"] == "1" {
                readme.replaceSubrange(begin..<end, with: table.markdown)
            } else {
                #expect(readme[begin..<end] == table.markdown)
            }
        }
        if ProcessInfo.processInfo.environment["WSCOPE_WRITE_GOLDENS"] == "1" {
            try readme.write(
                to: Tree.root.appending(path: "README.md"), atomically: true, encoding: .utf8)
        }
    }

    @Test func swiftInTheReadmeIsTheExample() throws {
        let readme = try Tree.text("README.md")
        let shown = try #require(readme.firstMatch(of: #/```swift\n([^`]+)```/#)).1
        #expect(try shown == Tree.text("Sources/Examples/SwiftEcho/main.swift")[...])
    }

    @Test func commandsOfTheReadmeAreTheTargetsOfTheMakefile() throws {
        let inMakefile = try Set(
            Tree.text("Makefile").matches(of: #/(?m)^([a-z]+):.*## /#).map { String($0.1) })
        let inReadme = try Set(
            Tree.text("README.md").matches(of: #/(?m)^\| `make ([a-z]+)/#).map { String($0.1) })
        #expect(inMakefile == inReadme)
    }

    /// The map is the table whose rows begin with a folder in code voice.
    @Test(arguments: ["README.md", "\(catalogue)/Architecture.md"])
    func mapNamesExactlyTheFoldersThatExist(document: String) throws {
        let named = try Set(
            Tree.text(document).matches(of: #/(?m)^\| `Sources/([A-Za-z]+)`/#).map { String($0.1) })
        #expect(try named == Set(Tree.folders(in: "Sources")))
    }

    @Test func everyDecisionIsLinked() throws {
        let decisions = Tree.files(below: Self.catalogue + "/Decisions", suffix: ".md").map {
            String($0.split(separator: "/").last?.dropLast(3) ?? "")
        }
        let index = try Tree.text(Self.catalogue + "/Decisions.md")
        #expect(!decisions.isEmpty)
        for decision in decisions { #expect(index.contains("<doc:\(decision)>"), "\(decision)") }
    }

    @Test func everyPathNamedInADocumentExists() throws {
        let documents =
            ["README.md"] + Tree.files(below: Self.catalogue, suffix: ".md")
        for document in documents {
            let paths = try Tree.text(document).matches(
                of: #/`((?:Sources|Tests|Themes)/[A-Za-z0-9_/.+-]+)`/#)
            for path in paths {
                let place = Tree.root.appending(path: String(path.1)).path()
                #expect(FileManager.default.fileExists(atPath: place), "\(document): \(path.1)")
            }
        }
    }

    @Test func everyRoomHasItsTests() throws {
        let tests = try Set(Tree.folders(in: "Tests"))
        for room in [
            "WebSocketWire", "WebSocketEngine", "WebSocketServer", "SysWSS", "TerminalCanvas",
            "Capture", "Console",
        ] {
            #expect(tests.contains(room + "Tests"))
        }
    }
}
