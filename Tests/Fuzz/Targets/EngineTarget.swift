import WebSocketWire

@testable import WebSocketEngine

extension FuzzTarget {
    /// The whole engine on a virtual clock: the input is what peers send, what the kernel takes and
    /// what time it is.
    static let engine = FuzzTarget(name: "engine") { input in
        var settings = EngineSettings()
        settings.slots = 2
        settings.overflowLane = 1
        settings.maximumFrame = 4000
        settings.maximumMessage = 6000
        settings.maximumFragments = 10
        settings.sendQueue = 5000
        settings.sendQueueHigh = 2000
        settings.sendQueueLow = 500
        settings.eventRing = 8
        settings.frameRing = 8
        settings.payloadRing = 4096
        settings.memoryBudget = 4 << 20
        settings.deflate = DeflatePolicy(leastBytes: 10, memoryLevel: 1)
        settings.deflateIdle = .second
        var driver = EngineDriver(Engine(settings: settings), Choices(input))
        driver.run()
        check(driver.engine.totals.opened == driver.engine.totals.closed, "opens without a close")
        check(driver.engine.totals.queuedBytes == 0, "bytes are queued for nobody")
        driver.engine.dropOrphan()
        check(driver.engine.pool.outstandingBytes == 0, "memory is kept for nobody")
    }
}

/// Steps that the input chooses, then the end of all connections.
private struct EngineDriver {
    let engine: Engine
    var choices: Choices
    var now = Instant(nanoseconds: .second)
    var room = Int.max
    var ids: [ConnectionID] = []
    var open: Set<ConnectionID> = []
    var cursor = NewsCursor()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)

    init(_ engine: Engine, _ choices: Choices) {
        self.engine = engine
        self.choices = choices
    }

    private static let request = Array(
        """
        GET / HTTP/1.1\r
        Host: 127.0.0.1\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n
        """.utf8)

    mutating func run() {
        defer { buffer.deallocate() }
        engine.isWatching = choices.byte() & 1 == 1
        let first = join(secure: false)
        if let first { Self.request.withUnsafeBytes { receive($0, first) } }
        while !choices.rest.isEmpty { step() }
        room = .max
        for id in ids {
            engine.writable(id, now: now)
            turn()
        }
        engine.shutdown(now: now)
        turn()
        for _ in 0..<200 where !engine.isIdle { pass(1) }
        check(engine.isIdle, "somebody is still there after all deadlines")
        check(open.isEmpty, "\(open.count) descriptors were not closed")
    }

    private mutating func step() {
        let choice = choices.byte()
        let id =
            ids.isEmpty
            ? ConnectionID(slot: 0, generation: 9) : ids[choice >> 4 % ids.count % ids.count]
        switch choice & 15 {
        case 0: _ = join(secure: choice & 16 != 0)
        case 1: Self.request.withUnsafeBytes { receive($0, id) }
        case 2: engine.peerFinished(id, now: now)
        case 3: engine.transportFailed(id, .transport(104), now: now)
        case 4: engine.secured(id, now: now)
        case 5: room = choices.byte() * 16
        case 6:
            room = .max
            engine.writable(id, now: now)
        case 7: pass(choices.byte())
        case 8: command(id)
        case 9: _ = engine.news(since: &cursor, now: now)
        case 10: maskedFrame(id)
        default: receive(choices.take(choices.byte()), id)
        }
        turn()
    }

    private mutating func join(secure: Bool) -> ConnectionID? {
        let peer = PeerAddress(ipv4: 0x7F00_0001, port: 1)
        guard let id = engine.accept(peer: peer, secure: secure, now: now) else { return nil }
        ids.append(id)
        open.insert(id)
        turn()
        return id
    }

    /// A frame that is lawful but for its first byte.
    private mutating func maskedFrame(_ id: ConnectionID) {
        let first = choices.byte()
        let payload = choices.take(choices.byte())
        var header = FrameHeader(
            fin: first & 128 != 0, opcode: .text, payloadCount: payload.count, maskingKey: 0)
        header.opcodeBits = UInt8(first & 15)
        header.reservedBits = UInt8(first >> 4 & 7)
        let bytes = header.bytes + payload
        bytes.withUnsafeBytes { receive($0, id) }
    }

    private mutating func receive(_ bytes: UnsafeRawBufferPointer, _ id: ConnectionID) {
        let landing = engine.landing(id)
        let landed = min(landing.count, bytes.count)
        landing.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<landed]))
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[landed...]))
        engine.received(
            id, landed: landed,
            rest: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(bytes.count - landed)]),
            now: now)
        turn()
    }

    private mutating func command(_ id: ConnectionID) {
        let choice = choices.byte()
        let target: Target =
            choice & 128 == 0 ? .connection(id) : choice & 64 == 0 ? .all : .slot(7)
        let bytes = Array(choices.take(choices.byte()))
        let command: Command
        switch choice & 7 {
        case 0: command = .send(target, opcode: .text, fin: true, payload: bytes)
        case 1:
            command = .send(
                target, opcode: choice & 8 == 0 ? .binary : .continuation, fin: choice & 16 != 0,
                payload: bytes)
        case 2: command = .ping(target, payload: bytes)
        case 3:
            command = .close(
                target, code: choice & 8 == 0 ? nil : CloseCode(rawValue: UInt16(choice) << 5),
                reason: bytes)
        case 4: command = .abort(target)
        case 5:
            var frames = CraftedFrames()
            frames.append(wire: bytes)
            command = .craft(
                target, frames, Repetition(count: UInt32(choice >> 3), rate: 100))
        case 6: command = .stopRepeating
        default:
            let ways: [Hostility] = [
                .mute(true), .latePongs(1 << 29), .slowReading(300), .splitWrites(true),
                .noCloseFrame(true), .none, .slowReading(0), .latePongs(0),
            ]
            command = .temper(target, ways[choice >> 3 & 7])
        }
        engine.perform(command, by: .operator, token: 1, now: now)
    }

    private mutating func pass(_ ticks: Int) {
        for _ in 0..<min(ticks, 64) {
            now = now + Deadlines.tickLength * (ticks > 64 ? 10 : 1)
            while engine.tick(now: now) { turn() }
            turn()
        }
    }

    /// Pulls all, echoing what comes.
    private mutating func turn() {
        repeat {
            while let event = engine.next() {
                if event.kind == .textReceived || event.kind == .binaryReceived { echo(event) }
            }
            while let write = engine.nextWrite() { put(write) }
            while let effect = engine.nextEffect() {
                if case .close(let id) = effect { check(open.remove(id) != nil, "closed twice") }
                if case .reset(let id) = effect { check(open.remove(id) != nil, "reset twice") }
            }
        } while !engine.isQuiet
    }

    private mutating func put(_ write: Write) {
        check(open.contains(write.id), "a write to nobody")
        let count = min(room, write.count)
        if room != .max { room -= count }
        var sum: UInt8 = 0
        for piece in write.pieces { for byte in piece.bytes { sum &+= byte } }
        engine.wrote(write, count, backlog: sum == 0 && write.count > count ? 1 : 0, now: now)
    }

    private mutating func echo(_ event: Event) {
        let opcode: Opcode = event.kind == .textReceived ? .text : .binary
        while true {
            switch engine.send(event.id, opcode, fin: true, event.payload, now: now) {
            case .flushFirst: while let write = engine.nextWrite() { put(write) }
            case .direct(let write): return put(write)
            case .done, .refused: return
            }
        }
    }
}
