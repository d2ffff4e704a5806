import Testing

/// What every source file keeps to.
@Suite struct FileTests {
    @Test func treeIsFound() {
        #expect(Tree.swiftFiles.count > 50)
    }

    @Test func noFileIsLongerThan400Lines() throws {
        for path in Tree.swiftFiles {
            let lines = try Tree.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 401, "\(path)")
        }
    }

    @Test func halfOfTheFilesAreShorterThan200Lines() throws {
        let counts = try Tree.swiftFiles.map {
            try Tree.text($0).split(separator: "\n", omittingEmptySubsequences: false).count
        }
        #expect(counts.sorted()[counts.count / 2] < 200)
    }

    @Test func noLineIsLongerThan100Columns() throws {
        for path in Tree.swiftFiles {
            let lines = try Tree.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.count > 100 {
                Issue.record("\(path):\(index + 1): \(line.count) columns")
            }
        }
    }

    /// What is left to do belongs to the tracker, what is not needed is deleted.
    @Test func nothingIsLeftForLater() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for path in Tree.swiftFiles {
            let text = try Tree.text(path)
            for mark in marks where text.contains(mark) { Issue.record("\(path): \(mark)") }
        }
    }

    /// Bytes from the network must never reach a trap.
    @Test(arguments: ["WebSocketWire", "WebSocketEngine", "WebSocketServer", "Capture"])
    func noTrapWherePeersReach(room: String) throws {
        let traps = ["fatalError", "preconditionFailure", "try!", "as!"]
        for path in Tree.files(below: "Sources/" + room, suffix: ".swift") {
            let text = try Tree.text(path)
            for trap in traps where text.contains(trap) { Issue.record("\(path): \(trap)") }
        }
    }

    /// A name that says nothing attracts everything.
    @Test func noFileIsADrawer() {
        let drawers = ["Utils", "Util", "Helpers", "Helper", "Misc", "Common", "Extensions"]
        for path in Tree.swiftFiles {
            let name = path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
            #expect(!drawers.contains(String(name)), "\(path)")
        }
    }
}
