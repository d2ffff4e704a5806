import Testing
import WebSocketWire

@testable import WebSocketEngine

/// More happens between two looks than a watcher can be given.
@Suite struct FloodTests {
    private func script() -> Script {
        Script {
            $0.eventRing = 16
            $0.frameRing = 16
        }
    }

    private func news(_ script: Script, _ cursor: inout NewsCursor) -> News {
        script.engine.news(since: &cursor, now: script.now)
    }

    private func flood(_ script: Script, _ id: ConnectionID, _ count: Int) {
        for _ in 0..<count { script.receives(Script.text("x"), from: id) }
    }

    /// A read of tiny frames costs by their number, of large ones by their bytes.
    @Test func smallFramesAreReadInSmallShares() {
        let script = script()
        let id = script.joins()
        var share: Int { script.engine.readShare(id, of: 1 << 17) }
        let large = Script.frame(.binary, [UInt8](repeating: 7, count: 3_000))
        #expect(share == 4_096, "nothing is known of it yet")
        script.receives(large, from: id)
        #expect(share == 1 << 17)
        let tiny = Script.text("x")
        script.receives((0..<400).flatMap { _ in tiny }, from: id)
        #expect(share == 4_096)
        script.receives(Script.frame(.binary, [UInt8](repeating: 7, count: 500)), from: id)
        #expect(share == 4_096, "so short a read tells nothing")
        script.receives(
            (0..<40).flatMap { _ in
                Script.text("sixty and some bytes are not small, not even where they are many")
            }, from: id)
        #expect(share == 1 << 17)
    }

    @Test func theFirstAreKeptAndTheOthersCounted() {
        let script = script()
        let id = script.joins()
        var cursor = NewsCursor(seat: .log)
        _ = news(script, &cursor)
        flood(script, id, 40)
        let flooded = news(script, &cursor)
        #expect(flooded.frames.map(\.sequence) == Array(1...14))
        #expect(flooded.framesLost == 26)
        #expect(flooded.events.count == 14 && flooded.eventsLost == 26)
        flood(script, id, 1)
        let after = news(script, &cursor)
        #expect(after.frames.map(\.sequence) == [41] && after.framesLost == 26)
    }

    @Test func whatMattersMoreIsWrittenInAnyFlood() {
        let script = script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = news(script, &cursor)
        flood(script, id, 40)
        script.receives(Script.frame(.ping, [7]), from: id)
        flood(script, id, 40)
        script.receives(Script.frame(.text, [0xFF]), from: id)
        let flooded = news(script, &cursor)
        let opcodes = flooded.frames.map(\.header.opcode)
        #expect(opcodes.filter { $0 == .ping }.count == 1)
        #expect(opcodes.filter { $0 == .pong }.count == 1)
        #expect(flooded.frames.compactMap(\.breach?.rule) == [.invalidText])
        #expect(flooded.events.map(\.kind).filter { $0 != .textReceived }.count >= 2)
        let shown = UInt64(flooded.frames.count)
        #expect(flooded.framesLost + shown == flooded.frames.last?.sequence)
    }

    @Test func aScreenThatCannotBeGivenAllIsGivenASample() {
        let script = script()
        let id = script.joins()
        var (screen, log) = (NewsCursor(), NewsCursor(seat: .log))
        _ = news(script, &screen)
        flood(script, id, 40)
        #expect(news(script, &screen).frames.count == 14)
        flood(script, id, 40)
        #expect(news(script, &screen).frames.count == 2)
        _ = news(script, &log)
        flood(script, id, 40)
        #expect(news(script, &log).frames.count == 14)
    }

    @Test func whoComesBackAfterAWhileGetsTheNewest() {
        let script = script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = news(script, &cursor)
        flood(script, id, 20)
        script.after(1_000_000_000)
        flood(script, id, 40)
        let back = news(script, &cursor)
        #expect(back.frames.last?.sequence == 60 && back.frames.count == 16)
        #expect(back.framesLost == 44)
    }

    @Test func aPassedFrameLeavesTheJudgeReadyForTheNext() {
        let script = script()
        let id = script.joins()
        var cursor = NewsCursor()
        _ = news(script, &cursor)
        for _ in 0..<40 { script.send(id, .text, Array("x".utf8)) }
        _ = news(script, &cursor)
        script.send(id, .text, Array("y".utf8))
        #expect(news(script, &cursor).frames.last?.breach == nil)
    }
}
