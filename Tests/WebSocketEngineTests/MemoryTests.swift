import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct MemoryTests {
    private static let mebibyte = 1 << 20

    /// A server with room for 2 MiB, whose clients read nothing. Memory comes in powers of two.
    private func script() -> Script {
        Script {
            $0.memoryBudget = 2 * Self.mebibyte
            $0.sendQueue = Self.mebibyte
            $0.sendQueueHigh = Self.mebibyte
        }
    }

    private func joinsDeaf(_ script: Script, unread: Int) -> ConnectionID {
        let id = script.joins()
        script.kernelRoom[id.slot] = 0
        script.send(id, .binary, [1])
        script.turn()
        #expect(script.send(id, .binary, [UInt8](repeating: 7, count: unread)) == nil)
        script.turn()
        return id
    }

    @Test func theLargestQueueGoesWhenMemoryIsShort() {
        let script = script()
        let small = joinsDeaf(script, unread: 200_000)
        let large = joinsDeaf(script, unread: 900_000)
        let middle = joinsDeaf(script, unread: 450_000)
        #expect(script.engine.isShortOfMemory)
        script.forget()
        script.after(Deadlines.tickLength)
        #expect(script.kinds == [.error, .closing, .closed])
        #expect(script.events.allSatisfy { $0.slot == large.slot })
        #expect(
            script.events.first?.payload.starts(with: "memory is short".utf8) == true)
        #expect(script.effects.contains("reset \(large.slot)"))
        #expect(!script.engine.isShortOfMemory)
        for id in [small, middle] {
            script.becomesWritable(id, room: nil)
            #expect(script.taken(id).count > 200_000)
        }
    }

    @Test func whileMemoryIsShortOnlyShortQueuesGrow() {
        let script = script()
        let short = joinsDeaf(script, unread: 1_000)
        let long = joinsDeaf(script, unread: 450_000)
        _ = joinsDeaf(script, unread: 900_000)
        #expect(script.engine.isShortOfMemory)
        let more = [UInt8](repeating: 8, count: 1_000)
        #expect(script.send(short, .binary, more) == nil)
        #expect(script.send(long, .binary, more) == .queueFull)
        #expect(script.engine.totals.droppedSends == 1)
    }

    @Test func aMessageThatArrivesFindsRoomAllTheSame() {
        let script = script()
        for unread in [100_000, 450_000, 900_000] { _ = joinsDeaf(script, unread: unread) }
        #expect(script.engine.isShortOfMemory)
        let id = script.joins()
        let payload = [UInt8](repeating: 0x61, count: 100_000)
        let frame = Script.frame(.text, payload)
        script.receives(Array(frame.prefix(50_000)), from: id)
        script.receives(Array(frame.dropFirst(50_000)), from: id)
        #expect(script.kinds.contains(.textReceived))
    }
}
