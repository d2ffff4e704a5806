import Glibc
import WebSocketEngine
import WebSocketWire

/// What so many connections cost the engine alone: memory, a tick, keep-alive, a broadcast.
struct Scale {
    let count: Int

    /// Prints one line of JSON.
    func measure() -> Bool {
        let before = Self.residentBytes()
        let world = World(slots: count) {
            $0.pingInterval = 20 * .second
            $0.pongTimeout = 0
            $0.memoryBudget = 4 << 30
        }
        let request = ClientBytes.request()
        for index in 0..<count {
            // As they come in life: not all at the same instant, so that pings spread.
            if index % max(1, count / 200) == 0 { world.pass(100 * .millisecond) }
            guard let id = world.connect() else { return false }
            request.withUnsafeBytes { world.receive($0, from: id) }
        }
        let memory = Self.residentBytes() - before
        var quiet = Sample()
        for _ in 0..<200 {
            quiet.add(Self.time { _ = world.engine.tick(now: world.now) })
            world.settle()
        }
        var alive = Sample()
        for _ in 0..<200 {
            world.pass(100 * .millisecond)
            alive.add(Self.time { world.tick() })
        }
        let payload = ClientBytes.letters(125)
        var broadcast = Sample()
        for _ in 0..<5 {
            broadcast.add(
                Self.time {
                    world.engine.perform(
                        .send(.all, opcode: .text, fin: true, payload: payload),
                        by: .application, token: 0, now: world.now)
                    world.settle()
                })
        }
        let fields: [(String, Double)] = [
            ("connections", Double(count)), ("bytes_per_connection", memory / Double(count)),
            ("tick_us", quiet.median), ("keepalive_tick_us", alive.mean),
            ("broadcast_ms", broadcast.median / 1000),
        ]
        let text = fields.map { "\"\($0.0)\": \(($0.1 * 100).rounded() / 100)" }
        print("{" + text.joined(separator: ", ") + "}")
        return world.unexpected == 0
    }

    /// Microseconds.
    private static func time(_ work: () -> Void) -> Double {
        let begin = clock()
        work()
        return clock() - begin
    }

    private static func clock() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    private static func residentBytes() -> Double {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return 0 }
        let words = String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self
        )
        .split(separator: " ")
        return words.count > 1 ? (Double(words[1]) ?? 0) * 4096 : 0
    }
}

/// Values of one kind, and what can be said of them.
struct Sample {
    private var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
    var median: Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
}
