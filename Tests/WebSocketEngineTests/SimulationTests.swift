import Testing
import WebSocketWire

@testable import WebSocketEngine

/// A seeded world: any split, any kernel, any moment to leave. A failing seed replays exactly.
@Suite struct SimulationTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func everyPromiseHoldsInAnyWorld(seed: UInt64) throws {
        var world = World(seed: seed)
        for _ in 0..<150 { world.step() }
        world.calm()
        try world.judge()
    }
}

private struct World {
    var random: SeededRandom
    let script: Script
    var peers: [UInt32: SimulatedPeer] = [:]
    var departed: [SimulatedPeer] = []

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        script = Script {
            $0.idleTimeout = 5 * .second
            $0.pingInterval = 2 * .second
            $0.pongTimeout = 4 * .second
            $0.sendQueueHigh = 4000
            $0.sendQueueLow = 500
            $0.sendQueue = 50_000
            $0.deflate = DeflatePolicy(
                leastBytes: [0, 100, 1000][Int(seed % 3)], serverTakesOver: seed % 5 != 0)
            $0.deflateIdle = .second
        }
        var moods = SeededRandom(seed: ~seed)
        script.kernelMood = { moods.chance(4) ? moods.below($0 + 1) : $0 }
        script.application = { event, script in
            guard event.kind == .binaryReceived else { return }
            // Replies to two clients in turns, so that the runs of one are interrupted.
            let other = script.engine.id(of: script.engine.slots + (Int(event.id.slot) + 1) % 4)
            script.send(event.id, .text, [0x61])
            script.send(other, .text, [0x62])
            script.send(event.id, .binary, Array(event.payload))
        }
    }

    mutating func step() {
        switch random.below(10) {
        case 0: join()
        case 1: speak()
        case 2...5: deliver()
        case 6: open()
        case 7: script.after(UInt64(random.below(500)) * .millisecond)
        case 8: if random.chance(6) { leave() }
        default: if random.chance(6) { command() }
        }
        collect()
    }

    private mutating func join() {
        guard let id = script.connects(), Int(id.slot) < script.engine.settings.slots else {
            return
        }
        retire(id.slot)
        let offer = random.chance(3) ? nil : Self.offers.randomElement(using: &random)
        peers[id.slot] = SimulatedPeer(id, offer, script.engine.settings.deflate)
    }

    private static let offers = [
        ExtensionOffer("permessage-deflate"),
        ExtensionOffer("permessage-deflate", [.init("client_max_window_bits")]),
        ExtensionOffer("permessage-deflate", [.init("server_no_context_takeover")]),
        ExtensionOffer(
            "permessage-deflate",
            [.init("client_no_context_takeover"), .init("server_max_window_bits", "8")]),
        ExtensionOffer("permessage-deflate", [.init("client_max_window_bits", "9")]),
        ExtensionOffer("permessage-deflate", [.init("unknown")]),
    ]

    private mutating func retire(_ slot: UInt32) {
        collect()
        script.kernelRoom[slot] = nil
        if let old = peers.removeValue(forKey: slot) { departed.append(old) }
    }

    private func anyone(_ random: inout SeededRandom) -> UInt32? {
        peers.keys.sorted().randomElement(using: &random)
    }

    private mutating func speak() {
        guard let slot = anyone(&random) else { return }
        let size = random.chance(5) ? random.below(30_000) : random.below(200)
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
        peers[slot]?.says(payload, &random)
    }

    /// Some of what a peer has to say arrives, unless the engine does not read from it.
    private mutating func deliver() {
        guard let slot = anyone(&random), var peer = peers[slot], !peer.outgoing.isEmpty else {
            return
        }
        let flags = script.engine.slots[Int(slot)].flags
        if flags.contains(.readingPaused) { return }
        let count = 1 + random.below(random.chance(4) ? 30 : peer.outgoing.count)
        let part = Array(peer.outgoing.prefix(count))
        peer.outgoing.removeFirst(part.count)
        peers[slot] = peer
        script.receives(part, from: peer.id)
    }

    /// The kernel's room for one peer changes.
    private mutating func open() {
        guard let slot = anyone(&random), let id = peers[slot]?.id else { return }
        let isWaiting = script.engine.slots[Int(slot)].flags.contains(.writingWatched)
        let room = random.chance(3) ? nil : random.below(3000)
        if isWaiting {
            script.becomesWritable(id, room: room)
        } else {
            script.kernelRoom[slot] = room
        }
    }

    private mutating func leave() {
        guard let slot = anyone(&random), let id = peers[slot]?.id else { return }
        if random.chance(2) {
            script.finishes(id)
        } else {
            script.engine.transportFailed(id, .transport(104), now: script.now)
            script.turn()
        }
    }

    private mutating func command() {
        let target = anyone(&random).flatMap { peers[$0]?.id }.map(Target.connection) ?? .all
        switch random.below(4) {
        case 3:
            script.commands(
                .send(
                    .all, opcode: .text, fin: true,
                    payload: [UInt8](repeating: 0x63, count: random.below(2000))))
        case 0: script.commands(.ping(random.chance(2) ? .all : target, payload: [1]))
        case 1: script.commands(.close(target, code: .goingAway, reason: []))
        default: script.commands(.abort(target))
        }
    }

    /// What left the engine reaches its peers.
    private mutating func collect() {
        for (slot, peer) in peers { peers[slot]?.received += script.taken(peer.id) }
    }

    /// No more faults: within the sum of its deadlines everything must come to its end.
    mutating func calm() {
        script.kernelRoom = [:]
        script.kernelMood = { $0 }
        for slot in peers.keys.sorted() {
            if let id = peers[slot]?.id { script.becomesWritable(id, room: nil) }
        }
        script.after(120 * .second)
        collect()
        departed += peers.values
    }

    func judge() throws {
        let totals = script.engine.totals
        #expect(script.engine.isIdle && script.engine.isQuiet)
        #expect(totals.opened == totals.closed)
        #expect(totals.queuedBytes == 0)
        #expect(script.engine.pool.outstandingBytes == 0)
        #expect(totals.rejectedFrames == 0)
        for peer in departed {
            let echoes = try #require(peer.echoes())
            #expect(echoes == Array(peer.sent.prefix(echoes.count)))
        }
        var last: [UInt32: EventKind] = [:]
        for event in script.events where event.kind != .outcome {
            let before = last[event.slot] ?? .closed
            #expect((event.kind == .connecting) == (before == .closed))
            last[event.slot] = event.kind
        }
    }
}
