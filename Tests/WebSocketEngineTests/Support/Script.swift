import Testing
import WebSocketWire

@testable import WebSocketEngine

/// A world for the engine that a test can read like a conversation: it holds the clock, plays the
/// kernel and keeps what the engine said.
final class Script {
    let engine: Engine
    /// Zero is no instant: it stands for what has not happened.
    var now = Instant(nanoseconds: .second)
    /// What an application does with an event; it may call back into the script.
    var application: (Event, Script) -> Void = { _, _ in }
    /// Bytes that the kernel takes of one write; nil for all of them.
    var kernelRoom: [UInt32: Int] = [:]
    /// A kernel of moods: how many of so many bytes it takes this time.
    var kernelMood: (Int) -> Int = { $0 }

    private(set) var events: [Said] = []
    private(set) var sent: [UInt32: [UInt8]] = [:]
    private(set) var effects: [String] = []
    /// How many bytes each write offered.
    private(set) var writes: [Int] = []

    /// An event as tests compare it.
    struct Said: Equatable, CustomStringConvertible {
        var kind: EventKind
        var slot: UInt32
        var payload: [UInt8]
        var detail: EventDetail

        var description: String {
            "\(slot) \(kind.name) \(String(decoding: payload, as: UTF8.self))"
        }
    }

    init(_ change: (inout EngineSettings) -> Void = { _ in }) {
        var settings = EngineSettings()
        settings.slots = 4
        settings.overflowLane = 1
        settings.idleTimeout = 0
        settings.pingInterval = 0
        change(&settings)
        engine = Engine(settings: settings)
        engine.isWatching = true
    }

    // MARK: What the world does

    @discardableResult
    func connects(
        secure: Bool = false, from peer: PeerAddress = PeerAddress(ipv4: 0x7F00_0001, port: 50_000)
    ) -> ConnectionID? {
        let isAdmitted = engine.admits(peer, now: now)
        turn()
        guard isAdmitted else { return nil }
        let id = engine.accept(peer: peer, secure: secure, now: now)
        turn()
        return id
    }

    /// A client that has shaken hands, its handshake forgotten.
    @discardableResult
    func joins(offering extensions: String? = nil) -> ConnectionID {
        let id = connects() ?? ConnectionID(slot: .max, generation: 0)
        receives(Script.request(offering: extensions), from: id)
        forget()
        return id
    }

    @discardableResult
    func receives(_ bytes: [UInt8], from id: ConnectionID) -> Script {
        var rest = bytes
        let landing = engine.landing(id)
        let landed = min(landing.count, rest.count)
        landing.copyBytes(from: rest[..<landed])
        rest.removeFirst(landed)
        rest.withUnsafeMutableBytes { buffer in
            engine.received(id, landed: landed, rest: buffer, now: now)
            turn()
        }
        return self
    }

    @discardableResult
    func after(_ nanoseconds: UInt64) -> Script {
        let end = now + nanoseconds
        while now < end {
            let toTick = Deadlines.tickLength - now.nanoseconds % Deadlines.tickLength
            now = min(now + toTick, end)
            guard now.nanoseconds % Deadlines.tickLength == 0 else { continue }
            while engine.tick(now: now) { turn() }
            turn()
        }
        return self
    }

    @discardableResult
    func commands(_ command: Command, by initiator: CloseInitiator = .operator) -> Script {
        engine.perform(command, by: initiator, token: 7, now: now)
        turn()
        return self
    }

    func finishes(_ id: ConnectionID) {
        engine.peerFinished(id, now: now)
        turn()
    }

    func becomesWritable(_ id: ConnectionID, room: Int?) {
        kernelRoom[id.slot] = room
        engine.writable(id, now: now)
        turn()
    }

    /// Pulls everything the engine has to say, as the server does.
    func turn() {
        repeat {
            while let event = engine.next() {
                events.append(
                    Said(
                        kind: event.kind, slot: event.id.slot, payload: Array(event.payload),
                        detail: event.detail))
                application(event, self)
            }
            flush()
            while let effect = engine.nextEffect() {
                effects.append(Self.text(effect))
            }
        } while !engine.isQuiet
    }

    func flush() {
        while let write = engine.nextWrite() { perform(write) }
    }

    func perform(_ write: Write) {
        writes.append(write.count)
        let room = min(kernelRoom[write.id.slot] ?? .max, kernelMood(write.count))
        if let left = kernelRoom[write.id.slot] { kernelRoom[write.id.slot] = left - room }
        sent[write.id.slot, default: []] += write.pieces.flatMap { Array($0.bytes) }.prefix(room)
        engine.wrote(write, room, backlog: 0, now: now)
    }

    /// Sends as an application would, with the server's help.
    @discardableResult
    func send(_ id: ConnectionID, _ opcode: Opcode, fin: Bool = true, _ bytes: [UInt8]) -> Refusal?
    {
        bytes.withUnsafeBytes { payload in
            while true {
                switch engine.send(id, opcode, fin: fin, payload, now: now) {
                case .done: return nil
                case .flushFirst: flush()
                case .direct(let write):
                    perform(write)
                    return nil
                case .refused(let refusal): return refusal
                }
            }
        }
    }

    // MARK: What was said

    var kinds: [EventKind] { events.map(\.kind) }

    /// The bytes that left for this client since last asked.
    func taken(_ id: ConnectionID) -> [UInt8] {
        defer { sent[id.slot] = nil }
        return sent[id.slot] ?? []
    }

    func forget() {
        events = []
        sent = [:]
        effects = []
        writes = []
    }

    static func text(_ effect: Effect) -> String {
        switch effect {
        case .close(let id): "close \(id.slot)"
        case .reset(let id): "reset \(id.slot)"
        case .finish(let id): "finish \(id.slot)"
        case .interest(let id, let reading, let writing):
            "interest \(id.slot)\(reading ? " reading" : "")\(writing ? " writing" : "")"
        case .window(let id, let isNarrow): "window \(id.slot) \(isNarrow ? "narrow" : "wide")"
        }
    }
}
