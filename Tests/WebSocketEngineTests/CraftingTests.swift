import Testing
import WebSocketWire

@testable import WebSocketEngine

/// Frames leave as they were built, and what the engine does itself goes on as before.
@Suite struct CraftingTests {
    static func frames(_ header: FrameHeader, _ payload: [UInt8] = []) -> CraftedFrames {
        var frames = CraftedFrames()
        frames.append(header, payload)
        return frames
    }

    static func header(
        _ opcode: UInt8, fin: Bool = true, reserved: UInt8 = 0, length: UInt64, bytes: UInt8 = 0,
        key: UInt32? = nil
    ) -> FrameHeader {
        FrameHeader(
            fin: fin, reservedBits: reserved, opcodeBits: opcode, masked: key != nil,
            lengthBytes: bytes, payloadLength: length, maskingKey: key ?? 0)
    }

    private func craft(
        _ script: Script, _ id: ConnectionID, _ header: FrameHeader, _ payload: [UInt8] = [],
        _ repetition: Repetition = .once
    ) {
        script.commands(.craft(.connection(id), Self.frames(header, payload), repetition))
    }

    private func outcome(_ script: Script) -> CommandOutcome? {
        guard case .outcome(let outcome)? = script.events.last?.detail else { return nil }
        return outcome
    }

    private func sent(_ script: Script) -> [FrameRecord] {
        var cursor = NewsCursor()
        return script.engine.news(since: &cursor, now: script.now).frames
            .filter { $0.direction == .sent }
    }

    @Test func everyFirstByteLeavesAsItIsMaskedOrNot() {
        let script = Script()
        let id = script.joins()
        for first in UInt8.min...UInt8.max {
            let header = Self.header(
                first & 0xF, fin: first & 0x80 != 0, reserved: first >> 4 & 7, length: 1)
            craft(script, id, header, [0x41])
            #expect(script.taken(id) == [first, 1, 0x41])
            var masked = header
            masked.masked = true
            masked.maskingKey = 0x0403_0201
            craft(script, id, masked, [0x41, 0x41])
            #expect(script.taken(id) == [first, 0x81, 1, 2, 3, 4, 0x40, 0x43])
        }
        #expect(outcome(script)?.refusal == nil)
    }

    @Test(arguments: [
        (UInt8(2), UInt64(5), [0x81, 126, 0, 5]),
        (8, 5, [0x81, 127, 0, 0, 0, 0, 0, 0, 0, 5]),
        (8, 1 << 63, [0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        (0, 100, [0x81, 100]),
        (2, 60_000, [0x81, 126, 0xEA, 0x60]),
    ])
    func aLengthMayBeLongerThanItNeedsAndMayLie(
        lengthBytes: UInt8, length: UInt64, head: [UInt8]
    ) throws {
        let script = Script()
        let id = script.joins()
        let payload = Array("Hello".utf8)
        craft(script, id, Self.header(1, length: length, bytes: lengthBytes), payload)
        #expect(script.taken(id) == head + payload)
        let record = try #require(sent(script).first)
        #expect(record.header.payloadLength == length)
        #expect(record.header.lengthBytes == lengthBytes)
        #expect(record.preview.bytes == payload)
    }

    @Test func whatACraftedFrameBreaksIsNamed() throws {
        let script = Script()
        let id = script.joins()
        craft(script, id, Self.header(1, length: 2, key: 0x3D21_FA37), Array("hi".utf8))
        craft(script, id, Self.header(3, length: 0))
        craft(script, id, Self.header(9, fin: false, length: 0))
        craft(script, id, Self.header(1, length: 1), [0xFF])
        #expect(
            sent(script).map { $0.breach?.rule } == [
                .maskedByServer, .reservedOpcode, .fragmentedControl, .invalidText,
            ])
        #expect(sent(script).first?.preview.bytes == Array("hi".utf8))
    }

    /// A header may claim more than an offset can hold; the place of the breach ends there.
    @Test func aTextThatClaimsAllThatCanBeClaimedIsJudged() {
        let script = Script()
        let id = script.joins()
        craft(script, id, Self.header(1, length: UInt64(Int.max), bytes: 8), [0xC3])
        #expect(sent(script).map { $0.breach?.rule } == [.invalidText])
        #expect(sent(script).map { $0.breach?.byteOffset } == [Int(UInt32.max)])
    }

    @Test func bytesThatAreNotEvenAHeaderLeaveToo() throws {
        let script = Script()
        let id = script.joins()
        var frames = CraftedFrames()
        frames.append(wire: [0x81])
        frames.append(wire: [0x82, 126, 1])
        script.commands(.craft(.connection(id), frames, .once))
        #expect(script.taken(id) == [0x81, 0x82, 126, 1])
        #expect(sent(script).map(\.header.payloadLength) == [0, 256])
        #expect(script.engine.totals.sentFrames == 2)
    }

    @Test func theApplicationIsNotKeptFromSending() {
        let script = Script()
        let id = script.joins()
        craft(script, id, Self.header(1, fin: false, length: 1), [0x61])
        #expect(script.send(id, .text, [0x62]) == nil)
        script.turn()
        #expect(script.taken(id) == [0x01, 1, 0x61, 0x81, 1, 0x62])
        #expect(sent(script).map { $0.breach?.rule } == [nil, .interruptedMessage])
    }

    @Test func aMessageOfTheApplicationGoesOnBehindACraftedOne() {
        let script = Script()
        let id = script.joins()
        #expect(script.send(id, .text, fin: false, [0x61]) == nil)
        craft(script, id, Self.header(1, length: 1), [0x7A])
        #expect(script.send(id, .continuation, [0x62]) == nil)
        script.turn()
        #expect(script.taken(id) == [0x01, 1, 0x61, 0x81, 1, 0x7A, 0x80, 1, 0x62])
    }

    @Test func aCraftedCloseFrameIsOursAndTheOnlyOne() throws {
        let script = Script()
        let id = script.joins()
        craft(script, id, Self.header(8, length: 2), [0x03, 0xED])
        #expect(sent(script).first?.breach?.rule == .invalidCloseCode)
        #expect(script.taken(id) == [0x88, 2, 0x03, 0xED])
        #expect(script.kinds == [.outcome])
        script.receives(Script.close(1002), from: id)
        #expect(script.taken(id) == [])
        #expect(script.kinds == [.outcome, .closeFrameReceived, .closing, .closed])
        guard case .closed(let facts) = try #require(script.events.last).detail else { return }
        #expect(facts.initiator == .operator && facts.code == .noStatusReceived)
        #expect(script.effects == ["close 0"])
    }

    @Test func afterCraftedCompressedDataOurWindowIsANewOne() {
        let script = InflatingTests.script { $0.deflate.leastBytes = 100 }
        let id = script.joins(offering: "permessage-deflate")
        let client = DeflatingClient()
        let text = DeflatingTests.text
        script.send(id, .text, text)
        script.turn()
        let first = DeflatingClient.frames(script.taken(id))
        #expect(client.inflated(first[0].payload) == text)
        // An empty block, as RFC 7692 §7.2.3.6 has it: our deflater does not know of it.
        craft(script, id, Self.header(1, reserved: 4, length: 1), [0])
        #expect(client.inflated([0]) == [])
        script.forget()
        script.send(id, .text, text)
        script.turn()
        let fresh = DeflatingClient()
        let second = DeflatingClient.frames(script.taken(id))
        #expect(fresh.inflated(second[0].payload) == text)
    }

    @Test(arguments: [0, 10_000, 200_000], [false, true])
    func anySizeLeavesWholeThroughAnyKernel(count: Int, splits: Bool) {
        var random = SeededRandom(seed: 3)
        let script = Script { $0.sendQueue = 1 << 22 }
        let id = script.joins()
        if splits { script.commands(.temper(.connection(id), .splitWrites(true))) }
        script.forget()
        script.kernelMood = { random.chance(3) ? random.below($0 + 1) : $0 }
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let header = FrameHeader(
            fin: true, opcode: .binary, payloadCount: count, maskingKey: 0x0102_0304)
        for _ in 0..<3 { craft(script, id, header, payload) }
        while script.engine.totals.queuedBytes > 0 { script.becomesWritable(id, room: nil) }
        let expected = CraftingTests.frames(header, payload).bytes
        #expect(script.taken(id) == expected + expected + expected)
    }

    @Test func whatIsTooMuchIsRefusedWithoutAByte() {
        let script = Script {
            $0.maximumMessage = 1000
            $0.maximumFragments = 3
        }
        let id = script.joins()
        script.commands(.craft(.connection(id), CraftedFrames(), .once))
        #expect(outcome(script)?.refusal == .nothingToSend)
        let header = Self.header(2, length: 1001, bytes: 2)
        craft(script, id, header, [UInt8](repeating: 0, count: 1011))
        #expect(outcome(script)?.refusal == .framesTooLarge)
        var many = CraftedFrames()
        for _ in 0..<4 { many.append(Self.header(0, length: 0), []) }
        script.commands(.craft(.connection(id), many, .once))
        #expect(outcome(script)?.refusal == .framesTooLarge)
        #expect(script.taken(id) == [])
    }

    @Test func aFullQueueRefusesAndLosesNothingElse() {
        let script = Script { $0.limitSendQueue(to: 4000) }
        let id = script.joins()
        script.kernelRoom[id.slot] = 0
        let header = FrameHeader(fin: true, opcode: .binary, payloadCount: 1500, maskingKey: nil)
        for _ in 0..<5 { craft(script, id, header, [UInt8](repeating: 1, count: 1500)) }
        #expect(outcome(script)?.refusal == .queueFull)
        script.becomesWritable(id, room: nil)
        #expect(script.taken(id).count % 1504 == 0)
    }

    // MARK: Again and again

    @Test func aRepetitionKeepsItsRateAndItsCount() {
        let script = Script()
        let id = script.joins()
        let ping = Self.header(9, length: 0)
        craft(script, id, ping, [], Repetition(count: 10, rate: 20))
        let counts = (0..<8).map { _ -> Int in
            defer { script.after(100 * .millisecond) }
            return script.taken(id).count / 2
        }
        #expect(counts == [1, 2, 2, 2, 2, 1, 0, 0])
        let expected = CommandOutcome(verb: .craft, token: 7, reached: 10, refusal: nil)
        #expect(outcome(script) == expected)
        #expect(script.engine.totals.repeating == 0)
    }

    @Test func aRepetitionCanBeStopped() {
        let script = Script()
        let (a, b) = (script.joins(), script.joins())
        let text = Self.header(1, length: 1)
        craft(script, a, text, [0x61], Repetition(count: 1000, rate: 10))
        script.commands(
            .craft(.all, Self.frames(text, [0x62]), Repetition(count: 1000, rate: 10)))
        #expect(script.engine.totals.repeating == 2)
        script.after(1 * .second)
        #expect(script.taken(b).count == 3 * 11)
        script.forget()
        script.commands(.stopRepeating)
        let outcomes = script.events.compactMap { said -> CommandOutcome? in
            if case .outcome(let outcome) = said.detail { outcome } else { nil }
        }
        #expect(outcomes.map(\.verb) == [.craft, .craft, .stop])
        #expect(outcomes.map(\.reached) == [11, 22, 2])
        script.after(1 * .second)
        #expect(script.taken(a) == [] && script.engine.totals.repeating == 0)
    }

    @Test func aRepetitionEndsWithItsConnection() {
        let script = Script { $0.slots = 1 }
        let id = script.joins()
        craft(script, id, Self.header(9, length: 0), [], Repetition(count: 100, rate: 10))
        script.finishes(id)
        let next = script.joins()
        script.after(1 * .second)
        #expect(script.taken(next) == [])
        #expect(outcome(script)?.refusal == .slotReused && outcome(script)?.reached == 1)
        #expect(script.engine.totals.repeating == 0)
    }

    @Test func repetitionsAreBounded() {
        let most = Repetition(count: .max, rate: .max)
        #expect(most.count == 1_000_000 && most.rate == 1000)
        #expect(Repetition(count: 0, rate: 0) == .once)
        let script = Script()
        let id = script.joins()
        for _ in 0...Repetition.parallelLimit {
            craft(script, id, Self.header(9, length: 0), [], Repetition(count: 9, rate: 1))
        }
        #expect(outcome(script)?.refusal == .tooManyRepetitions)
        script.engine.shutdown(now: script.now)
        script.turn()
        #expect(script.engine.totals.repeating == 0)
    }
}
