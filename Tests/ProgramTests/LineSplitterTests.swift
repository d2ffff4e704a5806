import Console
import Testing
import WebSocketEngine

@testable import wscope

@Suite struct LineSplitterTests {
    private static let now = Instant(nanoseconds: 5_000_000_000)

    private func split(_ parts: String...) -> [String] {
        var splitter = LineSplitter()
        let lines = parts.flatMap { take(&splitter, Array($0.utf8)) }
        return lines.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private func take(
        _ splitter: inout LineSplitter, _ bytes: [UInt8], at now: Instant = now
    ) -> [PrintedLine] {
        bytes.withUnsafeBytes { splitter.take($0, at: now) }
    }

    @Test(arguments: ["one\ntwo\n", "one\r\ntwo\r\n", "one\n\rtwo\n\r", "one\r\r\ntwo\r"])
    func everyEndOfALineIsKnown(text: String) {
        #expect(split(text) == ["one", "two"])
        // The same, byte by byte.
        var splitter = LineSplitter()
        let lines = text.utf8.flatMap { take(&splitter, [$0]) }
        #expect(lines.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one", "two"])
    }

    @Test func anEmptyLineIsALine() {
        #expect(split("\n\n", "x\r\n", "\r\n", "\r\n") == ["", "", "x", "", ""])
    }

    @Test func aLineMayComeInParts() {
        #expect(split("a", "b", "c\nd", "e\n", "unfinished") == ["abc", "de"])
    }

    @Test func anUnfinishedLineWaitsAWhileFromItsStart() {
        var splitter = LineSplitter()
        #expect(take(&splitter, Array("pass".utf8)).isEmpty)
        #expect(take(&splitter, Array("word: ".utf8), at: Self.now + 150_000_000).isEmpty)
        #expect(splitter.takeOverdue(at: Self.now + 199_999_999) == nil)
        let line = splitter.takeOverdue(at: Self.now + 200_000_000)
        #expect(line.map { $0.bytes } == Array("password: ".utf8))
        #expect(splitter.begun == nil)
        #expect(splitter.takeOverdue(at: Self.now + 900_000_000) == nil)
    }

    @Test func theLastLineNeedsNoEnd() {
        var splitter = LineSplitter()
        _ = take(&splitter, Array("one\nlast".utf8))
        #expect(splitter.finish(at: Self.now).map { $0.bytes } == Array("last".utf8))
        #expect(splitter.finish(at: Self.now) == nil)
    }

    @Test func aLongLineIsCutAndTheNextIsWhole() {
        var splitter = LineSplitter()
        let lines = take(&splitter, [UInt8](repeating: 0x61, count: 1025) + Array("\nnext\n".utf8))
        #expect(lines.map { $0.bytes.count } == [1024, 4])
        #expect(lines.map { $0.isCut } == [true, false])
        let exact = take(&splitter, [UInt8](repeating: 0x61, count: 1024) + [0x0A])
        #expect(exact.map { $0.isCut } == [false])
    }

    @Test(arguments: ["é", "€", "😀"]) func aCutTearsNoCharacter(character: String) {
        for shift in 0..<character.utf8.count {
            var splitter = LineSplitter()
            let text =
                String(repeating: "a", count: shift) + String(repeating: character, count: 900)
            let lines = take(&splitter, Array((text + "\n").utf8))
            #expect(lines.count == 1)
            let bytes = lines.first?.bytes ?? []
            #expect(String(validating: bytes, as: UTF8.self).map { text.hasPrefix($0) } == true)
            #expect(bytes.count > 1024 - character.utf8.count)
        }
    }

    @Test func bytesThatAreNotTextPass() {
        var splitter = LineSplitter()
        let bytes: [UInt8] = [0, 0xFF, 0x1B, 0x80]
        #expect(take(&splitter, bytes + [0x0A]).map { $0.bytes } == [bytes])
        let stray = [UInt8](repeating: 0x80, count: 2000)
        #expect(take(&splitter, stray + [0x0A]).map { $0.bytes.count } == [1024])
    }
}
