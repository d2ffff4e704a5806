import Testing

/// The C interface, wherever it is named.
@Suite struct ExportTests {
    /// What the program exports is what its plugins may call.
    @Test func theProgramExportsEveryFunctionOfTheHeader() throws {
        let header = try Tree.text("Sources/CSysWSS/sys_wss.h")
            .replacing(#/\/\*[\s\S]*?\*\//#, with: "")
        let declared = Set(
            header.matches(of: #/(?m)^[A-Za-z][\w ]*?[ *](SYS_WSS_\w+)\(/#).map { String($0.1) })
        let manifest = try Tree.text("Package.swift")
        let list = try #require(manifest.firstMatch(of: #/let cInterface = \[([^\]]*)\]/#))
        let exported = list.1.matches(of: #/"(\w+)"/#).map { String($0.1) }
        #expect(declared.count > 5)
        #expect(Set(exported) == declared)
        #expect(exported.count == declared.count)
    }
}
