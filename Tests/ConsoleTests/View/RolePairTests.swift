import Foundation
import TerminalCanvas
import Testing

/// The pairs whose contrast is checked are those that the console paints.
@Suite struct RolePairTests {
    @Test func everyPairOfTheGoldenScreensIsKnown() throws {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Goldens")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let painted = try Set(
            files.flatMap { file in
                try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
                    .matches(of: #/(?m)^. = ([a-z.]+(?: on [a-z.]+)?)$/#).map { String($0.1) }
            })
        #expect(painted.count > 50)
        let known = Set(RolePair.all.map(\.description))
        #expect(painted.subtracting(known).sorted() == [])
    }
}
