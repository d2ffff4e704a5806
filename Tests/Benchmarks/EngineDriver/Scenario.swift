import WebSocketEngine
import WebSocketWire

/// Something a server does over and over, and how often one round of it does so.
struct Scenario {
    enum Kind {
        /// Bytes of one client, whose messages come back.
        case echo([UInt8])
        /// A client comes, shakes hands, closes and goes.
        case visit
    }

    let name: String
    /// Messages, frames or visits in a round: what a figure is divided by.
    let perRound: Int
    let kind: Kind
    var isWatched = false
    var deflates = false

    /// Made for the one that is asked for alone: some hold megabytes.
    static let all: [String: @Sendable () -> Scenario] = [
        "text125": { batch("text125", .text, ClientBytes.letters(125), count: 16) },
        "single125": { batch("single125", .text, ClientBytes.letters(125), count: 1) },
        "binary125": { batch("binary125", .binary, ClientBytes.letters(125), count: 16) },
        "thai": { batch("thai", .text, ClientBytes.thai(1200), count: 4) },
        "text16k": { batch("text16k", .text, ClientBytes.letters(16 << 10), count: 4) },
        "binary1m": { batch("binary1m", .binary, ClientBytes.letters(1 << 20), count: 1) },
        "ping": { batch("ping", .ping, ClientBytes.letters(16), count: 16) },
        "fragments": { fragmented("fragments", ClientBytes.letters(32 << 10), count: 8) },
        "fragments1k": { fragmented("fragments1k", ClientBytes.letters(1 << 10), count: 8) },
        "watched125": {
            var scenario = batch("watched125", .text, ClientBytes.letters(125), count: 16)
            scenario.isWatched = true
            return scenario
        },
        "watched16k": {
            var scenario = batch("watched16k", .text, ClientBytes.letters(16 << 10), count: 4)
            scenario.isWatched = true
            return scenario
        },
        "watchedfragments": {
            var scenario = fragmented(
                "watchedfragments", ClientBytes.letters(32 << 10), count: 8)
            scenario.isWatched = true
            return scenario
        },
        "deflate1k": {
            let bytes = ClientBytes.deflated(ClientBytes.letters(1024))
            var scenario = Scenario(name: "deflate1k", perRound: 1, kind: .echo(bytes))
            scenario.deflates = true
            return scenario
        },
        "visit": { Scenario(name: "visit", perRound: 1, kind: .visit) },
    ]

    private static func batch(
        _ name: String, _ opcode: Opcode, _ payload: [UInt8], count: Int
    ) -> Scenario {
        let frame = ClientBytes.frame(opcode, payload)
        return Scenario(
            name: name, perRound: count, kind: .echo((0..<count).flatMap { _ in frame }))
    }

    private static func fragmented(_ name: String, _ payload: [UInt8], count: Int) -> Scenario {
        Scenario(
            name: name, perRound: 1,
            kind: .echo(ClientBytes.fragments(payload, count: count)))
    }

    /// Plays so many rounds; false when what came out is not what went in.
    func play(rounds: Int) -> Bool {
        let world = World {
            if deflates { $0.deflate = DeflatePolicy(isOn: true, leastBytes: 256) }
        }
        world.engine.isWatching = isWatched
        let offer = deflates ? "permessage-deflate; client_no_context_takeover" : nil
        let request = ClientBytes.request(offering: offer)
        switch kind {
        case .echo(let bytes):
            guard let id = world.connect() else { return false }
            request.withUnsafeBytes { world.receive($0, from: id) }
            bytes.withUnsafeBytes { round in
                for _ in 0..<rounds {
                    world.receive(round, from: id)
                    world.passTime()
                }
            }
            return isWell(world, rounds: rounds, bytes: bytes.count)
        case .visit:
            let close = ClientBytes.frame(.close, [0x03, 0xE8])
            for _ in 0..<rounds {
                guard let id = world.connect() else { return false }
                request.withUnsafeBytes { world.receive($0, from: id) }
                close.withUnsafeBytes { world.receive($0, from: id) }
                world.engine.peerFinished(id, now: world.now)
                world.settle()
                world.passTime()
            }
            return world.unexpected == 0 && world.engine.isIdle
        }
    }

    private func isWell(_ world: World, rounds: Int, bytes: Int) -> Bool {
        let expected = name == "ping" ? 0 : rounds * perRound
        return world.unexpected == 0 && world.echoes == expected && world.written > rounds
    }
}
