import WebSocketWire

@testable import WebSocketEngine

/// Steps that the input chooses, then the end of all connections.
struct EngineDriver {
    let engine: Engine
    var choices: Choices
    var now = Instant(nanoseconds: .second)
    /// What the kernel takes before it is full, and what TLS holds back of it.
    var room = Int.max
    var heldBack = 0
    var ids: [ConnectionID] = []
    var witness = EngineWitness()
    /// Commands whose outcome has not been told.
    var tokens: Set<UInt64> = []
    var nextToken: UInt64 = 1
    /// What the application does about a message.
    var manner = 0
    var cursors = WatchSeat.allCases.map { NewsCursor(seat: $0) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)

    init(_ engine: Engine, _ choices: Choices) {
        self.engine = engine
        self.choices = choices
    }

    mutating func run() {
        defer { buffer.deallocate() }
        manner = choices.byte()
        engine.isWatching = manner & 128 != 0
        if manner & 64 == 0 { begin() }
        while !choices.rest.isEmpty { step() }
        (room, heldBack) = (.max, 0)
        for id in ids {
            engine.writable(id, now: now)
            turn()
        }
        perform(.stopRepeating)
        engine.shutdown(now: now)
        turn()
        for _ in 0..<200 where !engine.isIdle { pass(1) }
        check(engine.isIdle, "somebody is still there after all deadlines")
        witness.judge()
    }

    /// A connection that has shaken hands, which is where most that matters begins.
    private mutating func begin() {
        guard let first = join(traits: 0) else { return }
        Self.requests[0].withUnsafeBytes { receive($0, first) }
    }

    private mutating func step() {
        let choice = choices.byte()
        let id = someone(choice >> 5)
        switch choice & 31 {
        case 0: _ = join(traits: choices.byte())
        case 1:
            let request = Self.requests[choices.byte() % Self.requests.count]
            request.withUnsafeBytes { receive($0, id) }
        case 2: engine.peerFinished(id, now: now)
        case 3: engine.transportFailed(id, choice > 127 ? .tlsFailed : .transport(104), now: now)
        case 4: engine.secured(id, now: now)
        case 5: room = choices.byte() * 16
        case 6:
            room = .max
            engine.writable(id, now: now)
        case 7: pass(choices.byte())
        case 8: command(id)
        case 9: look()
        case 10: frame(id)
        case 11: compressed(id)
        case 12: ask(id)
        case 13: engine.isWatching.toggle()
        case 14: engine.report(.transport(24), now: now)
        case 15: engine.pool.budget = engine.pool.outstandingBytes + choices.byte() * 256
        case 16: engine.pool.budget = engine.settings.memoryBudget
        case 17: heldBack = choices.byte() * 16
        case 18: manner = choices.byte()
        case 19: if choices.byte() == 255 { engine.shutdown(now: now) }
        case 20: flood(choices.byte() + 1, choices.take(choices.byte()), id)
        case 21: for _ in 0..<(choices.byte() * 5) { _ = join(traits: 0) }
        default: receive(choices.take(choices.byte()), id)
        }
        turn()
    }

    /// Somebody who is or was there, or nobody.
    private func someone(_ choice: Int) -> ConnectionID {
        if choice == 7 { return ConnectionID(slot: 900, generation: 1) }
        if ids.isEmpty { return ConnectionID(slot: 0, generation: 9) }
        return ids[max(0, ids.count - 1 - choice)]
    }

    mutating func pass(_ ticks: Int) {
        for _ in 0..<min(ticks, 64) {
            now = now + Deadlines.tickLength * (ticks > 64 ? 10 : 1)
            while engine.tick(now: now) { turn() }
            turn()
        }
    }

    /// Pulls all: events for the application, writes for the kernel, effects on descriptors.
    mutating func turn() {
        repeat {
            while let event = engine.next() {
                witness.note(event)
                if case .outcome(let outcome) = event.detail { tokens.remove(outcome.token) }
                react(to: event)
            }
            while let write = engine.nextWrite() { put(write) }
            while let effect = engine.nextEffect() { witness.note(effect) }
        } while !engine.isQuiet
    }

    /// The kernel takes what it has room for; TLS takes all and holds back some.
    mutating func put(_ write: Write) {
        let count = min(room, write.count)
        if room != .max { room -= count }
        witness.note(write, count)
        // The kernel may say that nobody is there any more.
        if count == 0, manner & 32 != 0 {
            engine.transportFailed(write.id, .transport(32), now: now)
        }
        engine.wrote(write, count, backlog: heldBack, now: now)
    }

    private mutating func look() {
        let seat = choices.byte() % cursors.count
        let news = engine.news(since: &cursors[seat], now: now)
        check(!engine.hasNews(since: cursors[seat]) || seat == 2, "news of what was just told")
        witness.note(news, seat)
        let places = news.frames.map(\.rest)
        let answer = engine.answer(PayloadRequest(number: 1, places: places))
        for (place, part) in zip(places, answer.parts) {
            check(part.map { $0.count == place.count } ?? true, "a payload of another size")
        }
    }
}
