import Testing

/// The import law: a module exists where the compiler should forbid something.
@Suite struct ImportTests {
    /// Each room and what it may import.
    static let law: [String: Set<String>] = [
        // The C library is there for memory alone: malloc, memchr and their like.
        "WebSocketWire": ["COpenSSL", "CZlib", "Darwin", "Glibc"],
        "WebSocketEngine": ["WebSocketWire", "Darwin", "Glibc"],
        "WebSocketServer": [
            "WebSocketEngine", "WebSocketWire", "COpenSSL", "CEpoll", "Dispatch", "Glibc",
        ],
        "SysWSS": [
            "CSysWSS", "Glibc", "Synchronization", "WebSocketEngine", "WebSocketServer",
            "WebSocketWire",
        ],
        "Capture": ["CZlib", "WebSocketEngine", "WebSocketWire"],
        "TerminalCanvas": ["CNcurses", "Foundation", "Glibc"],
        "Console": ["WebSocketEngine", "WebSocketWire", "TerminalCanvas", "Foundation", "Glibc"],
        "DemoClients": ["WebSocketWire", "COpenSSL", "Glibc"],
        "Examples": ["Glibc", "SysWSS"],
        "wscope": [
            "ArgumentParser", "CNcurses", "COpenSSL", "CSignals", "CZlib", "Capture", "Console",
            "DemoClients", "Foundation", "Glibc", "Synchronization", "SysWSS", "TerminalCanvas",
            "WebSocketEngine",
            "WebSocketServer", "WebSocketWire",
        ],
    ]

    @Test func everyRoomHasALaw() throws {
        let rooms = try Tree.folders(in: "Sources").filter {
            !Tree.files(below: "Sources/" + $0, suffix: ".swift").isEmpty
        }
        #expect(Set(rooms) == Set(Self.law.keys))
    }

    @Test(arguments: law.keys.sorted())
    func roomImportsWhatItMay(room: String) throws {
        let allowed = try #require(Self.law[room])
        for path in Tree.files(below: "Sources/" + room, suffix: ".swift") {
            for module in Self.imports(in: try Tree.text(path)) where !allowed.contains(module) {
                Issue.record("\(path) imports \(module)")
            }
        }
    }

    /// Time, bytes and chance are arguments of the protocol.
    @Test(arguments: ["WebSocketWire", "WebSocketEngine", "Capture"])
    func pureRoomsAskTheSystemForNothing(room: String) throws {
        let calls = [
            "clock_gettime(", "gettimeofday(", "time(nil)", ".random(", "getrandom(", "recv(",
            "sendmsg(", "socket(", "epoll", "poll(", "getenv(", "open(\"",
        ]
        for path in Tree.files(below: "Sources/" + room, suffix: ".swift") {
            let text = try Tree.text(path)
            for call in calls where text.contains(call) { Issue.record("\(path): \(call)") }
        }
    }

    /// One room draws, in a few files.
    @Test func onlyTheTerminalCallsNcurses() throws {
        for path in Tree.files(below: "Sources/TerminalCanvas", suffix: ".swift")
        where Self.imports(in: try Tree.text(path)).contains("CNcurses") {
            #expect(path.hasPrefix("Sources/TerminalCanvas/Terminal/"), "\(path)")
        }
    }

    @Test(arguments: [
        ("import Foundation", ["Foundation"]),
        ("public import WebSocketWire", ["WebSocketWire"]),
        ("@testable import Console", ["Console"]),
        ("internal import struct Glibc.timespec", ["Glibc"]),
        ("// import nothing", []),
        ("let text = \"import nothing\"", []),
    ])
    func importsAreRead(line: String, modules: [String]) {
        #expect(Self.imports(in: line) == modules)
    }

    static func imports(in text: String) -> [String] {
        let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let prefixes = ["public", "internal", "private", "package", "fileprivate", "@testable"]
        return text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ")
            while let first = words.first, prefixes.contains(String(first)) { words.removeFirst() }
            guard words.first == "import", words.count > 1 else { return nil }
            let name = kinds.contains(String(words[1])) ? words.dropFirst(2).first : words[1]
            return name?.split(separator: ".").first.map(String.init)
        }
    }
}
