import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct SendingTests {
    @Test(arguments: [0, 1, 125, 126, 65_535, 65_536, 300_000])
    func everyLengthFormLeavesWhole(count: Int) {
        let script = Script()
        let id = script.joins()
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        #expect(script.send(id, .binary, payload) == nil)
        script.turn()
        let header = FrameHeader(
            fin: true, opcode: .binary, payloadCount: count, maskingKey: nil)
        let bytes = script.taken(id)
        #expect(bytes.count == header.byteCount + count)
        #expect(
            bytes.withUnsafeBytes { FrameHeader.parse($0.baseAddress!, count: $0.count) } == header)
        #expect(Array(bytes.dropFirst(header.byteCount)) == payload)
    }

    @Test func repliesOfOneReadLeaveInOneWrite() {
        let script = Script()
        let id = script.joins()
        script.application = { event, script in
            if event.kind == .textReceived { script.send(event.id, .text, Array(event.payload)) }
        }
        var writes = 0
        script.receives(Script.text("a") + Script.text("b") + Script.text("c"), from: id)
        writes = script.taken(id).count
        #expect(writes == 9)
        script.application = { _, _ in }
        script.send(id, .text, [0x61])
        script.send(id, .text, [0x62])
        let first = script.engine.nextWrite()
        #expect(first?.count == 6)
        if let first { script.perform(first) }
        #expect(script.engine.nextWrite() == nil)
    }

    @Test func fragmentsHaveExactlyTheirHeadersAndTheirOrderIsKept() {
        let script = Script()
        let id = script.joins()
        #expect(script.send(id, .continuation, [1]) == .fragmentOrder)
        #expect(script.send(id, .text, fin: false, [0x61]) == nil)
        #expect(script.send(id, .text, [0x62]) == .fragmentOrder)
        #expect(script.send(id, .continuation, [0x63]) == nil)
        #expect(script.send(id, .ping, []) == .notADataOpcode)
        script.turn()
        #expect(script.taken(id) == [0x01, 1, 0x61, 0x80, 1, 0x63])
    }

    @Test func nothingIsSentOutsideConnected() {
        let script = Script()
        let id = script.connects()
        #expect(id.map { script.send($0, .text, []) } == .notConnected)
        let nobody = ConnectionID(slot: 3, generation: 1)
        #expect(script.send(nobody, .text, []) == .notConnected)
        #expect(script.send(ConnectionID(slot: 99, generation: 1), .text, []) == .noSuchSlot)
    }

    @Test func aSendThatMemoryIsRefusedForLeavesNoHeaderBehind() {
        let script = Script()
        let id = script.joins()
        script.kernelRoom[id.slot] = 0
        script.send(id, .text, [0x61])
        script.turn()
        let budget = script.engine.pool.budget
        script.engine.pool.budget = 0
        #expect(script.send(id, .binary, [UInt8](repeating: 9, count: 60_000)) == .queueFull)
        script.engine.pool.budget = budget
        #expect(script.send(id, .text, [0x62]) == nil)
        script.becomesWritable(id, room: nil)
        #expect(script.taken(id) == Script.reply(.text, [0x61]) + Script.reply(.text, [0x62]))
    }

    @Test func whatWaitsInTheTransportAloneIsNotWrittenAgain() throws {
        let script = Script()
        let id = script.joins()
        script.send(id, .text, [0x61])
        let write = try #require(script.engine.nextWrite())
        script.engine.wrote(write, write.count, backlog: 30, now: script.now)
        #expect(script.engine.nextWrite() == nil)
        script.engine.writable(id, now: script.now)
        #expect(script.engine.nextWrite() == nil)
    }

    @Test func whatTheKernelRefusesLeavesLaterInOrder() {
        let script = Script()
        let id = script.joins()
        script.kernelRoom[id.slot] = 5
        script.send(id, .text, Array("first".utf8))
        script.turn()
        script.send(id, .text, Array("second".utf8))
        script.send(id, .binary, [UInt8](repeating: 9, count: 20_000))
        script.turn()
        script.becomesWritable(id, room: 100)
        script.becomesWritable(id, room: nil)
        let bytes = script.taken(id)
        let first = Script.reply(.text, Array("first".utf8))
        let second = Script.reply(.text, Array("second".utf8))
        #expect(Array(bytes.prefix(15)) == first + second)
        #expect(bytes.count == 15 + 4 + 20_000)
        #expect(script.engine.totals.queuedBytes == 0)
    }

    @Test func aPeerThatDoesNotReadIsNotReadFrom() {
        let script = Script {
            $0.sendQueueHigh = 1000
            $0.sendQueueLow = 100
            $0.sendQueue = 2000
        }
        let id = script.joins()
        script.kernelRoom[id.slot] = 0
        for _ in 0..<2 { script.send(id, .binary, [UInt8](repeating: 1, count: 600)) }
        script.turn()
        #expect(script.effects == ["interest 0 writing"])
        #expect(script.send(id, .binary, [UInt8](repeating: 1, count: 900)) == .queueFull)
        #expect(script.send(id, .binary, [UInt8](repeating: 1, count: 900)) == .queueFull)
        script.turn()
        #expect(script.kinds == [.error])
        #expect(script.engine.totals.droppedSends == 2)
        script.becomesWritable(id, room: 1150)
        #expect(script.effects.last == "interest 0 reading writing")
        script.becomesWritable(id, room: nil)
        #expect(script.effects.last == "interest 0 reading")
    }

    @Test func onlyTheNewestPongWaits() {
        let script = Script()
        let id = script.joins()
        script.kernelRoom[id.slot] = 0
        script.send(id, .binary, [1])
        script.turn()
        for number in UInt8(1)...5 { script.receives(Script.frame(.ping, [number]), from: id) }
        script.becomesWritable(id, room: nil)
        #expect(script.taken(id) == [0x82, 1, 1] + Script.reply(.pong, [5]))
        let totals = script.engine.totals
        #expect(totals.sentFrames == 2 && totals.replacedPongs == 4)
    }

    @Test func aCallbackMaySendToAnyoneFromInsideAnEvent() {
        let script = Script()
        let (a, b) = (script.joins(), script.joins())
        script.application = { event, script in
            guard event.kind == .textReceived else { return }
            script.send(a, .text, Array(event.payload))
            script.send(b, .text, Array(event.payload))
            script.send(a, .text, Array(event.payload))
        }
        script.receives(Script.text("1") + Script.text("2"), from: a)
        let one = Script.reply(.text, [0x31])
        let two = Script.reply(.text, [0x32])
        let (toA, toB): ([UInt8], [UInt8]) = (one + one + two + two, one + two)
        #expect(script.taken(a) == toA)
        #expect(script.taken(b) == toB)
    }

    @Test func moreThanTheOutboxHoldsLeavesInTurns() {
        let script = Script()
        let id = script.joins()
        for _ in 0..<100 {
            #expect(script.send(id, .binary, [UInt8](repeating: 3, count: 9000)) == nil)
        }
        script.turn()
        #expect(script.taken(id).count == 100 * 9004)
    }
}
