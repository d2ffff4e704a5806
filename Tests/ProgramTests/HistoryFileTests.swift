import Console
import Foundation
import Testing

@testable import wscope

@Suite struct HistoryFileTests {
    private let home: URL
    private var file: String { home.appending(path: "wscope/history").path() }

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    private func open() throws -> HistoryFile {
        try #require(HistoryFile(["XDG_STATE_HOME": home.path()]))
    }

    @Test func whatOneSessionKeepsTheNextReads() throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let line = try #require(HistoryLine(written: "command\tping all"))
        let other = try #require(HistoryLine(written: "filter\trtt > 1s"))
        let first = try open()
        #expect(first.lines().isEmpty)
        #expect(first.keep(line) == nil)
        #expect(try open().keep(other) == nil)
        #expect(try open().lines() == [line, other])
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func aLinkIsNotFollowed() throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let target = home.appending(path: "target").path()
        let line = try #require(HistoryLine(written: "command\tfollow"))
        try FileManager.default.createDirectory(
            at: home.appending(path: "wscope"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
        let history = try open()
        #expect(history.keep(line)?.contains("wscope/history") == true)
        #expect(history.keep(line) == nil, "said once")
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test func aLongFileIsCutToItsNewestLines() throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let history = try open()
        for number in 0..<450 {
            let line = try #require(HistoryLine(written: "command\tping \(number)"))
            #expect(history.keep(line) == nil)
        }
        #expect(try open().lines().last?.written == "command\tping 449")
        #expect(try open().lines().count == 200)
    }

    @Test func whatIsNotOursIsPassedOver() throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let line = try #require(HistoryLine(written: "command\tfollow"))
        #expect(try open().keep(line) == nil)
        let handle = try #require(FileHandle(forWritingAtPath: file))
        handle.seekToEndOfFile()
        handle.write(Data([0xFF, 0xFE, 0x0A, 0x00, 0x0A]) + Data("dance\n".utf8))
        #expect(try open().lines() == [line])
    }
}
