import Foundation
import Testing

@testable import wscope

@Suite struct CaptureFolderTests {
    @Test func aNameIsTheTimeAndIsTakenOnce() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "wscope-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let environment = ["XDG_STATE_HOME": folder.path()]
        let first = try CaptureFolder.newPath(at: 1_700_000_000, environment: environment)
        #expect(first == folder.path() + "/wscope/captures/2023-11-14T22-13-20.wscap")
        let file = try NewFile(first)
        #expect(file.append([1, 2, 3]).error == nil)
        file.end()
        let second = try CaptureFolder.newPath(at: 1_700_000_000, environment: environment)
        #expect(second.hasSuffix("/2023-11-14T22-13-20-2.wscap"))
        #expect(throws: Failure.self) { try NewFile(first) }
    }

    @Test func withoutAHomeAFileHasToBeNamed() {
        #expect(throws: Failure.self) { try CaptureFolder.newPath(environment: [:]) }
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1_023, "1023 bytes"), (1_024, "1.0 KiB"),
            (1_300_000, "1.2 MiB"), (1 << 30, "1.0 GiB"), (.max, "16777215 TiB"),
        ] as [(UInt64, String)])
    func bytesAreSpelledInTheirUnit(bytes: UInt64, text: String) {
        #expect(ByteText.of(bytes) == text)
    }
}
