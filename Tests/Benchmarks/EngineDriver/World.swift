import WebSocketEngine
import WebSocketWire

/// The engine without a socket: it plays the kernel, and an application that echoes.
///
/// It tells and asks the engine what the server's loop does, in the same order, so that what is
/// counted here is what a message costs there beyond system calls and TLS.
final class World {
    let engine: Engine
    /// Zero is no instant.
    @exclusivity(unchecked) private(set) var now = Instant(nanoseconds: .second)
    /// As large as the loop's share of one read.
    private let receiveBuffer = UnsafeMutableRawPointer.allocate(
        byteCount: World.receiveShare, alignment: 64)
    static let receiveShare = 128 << 10
    /// What has been echoed and written, so that a run that did nothing is seen.
    @exclusivity(unchecked) private(set) var echoes = 0
    @exclusivity(unchecked) private(set) var written = 0
    @exclusivity(unchecked) private(set) var unexpected = 0

    init(slots: Int = 4, _ change: (inout EngineSettings) -> Void = { _ in }) {
        var settings = EngineSettings()
        settings.slots = slots
        settings.idleTimeout = 0
        settings.pingInterval = 0
        settings.messageTimeout = 0
        settings.controlRate = 0
        change(&settings)
        engine = Engine(settings: settings)
    }

    deinit { receiveBuffer.deallocate() }

    func connect() -> ConnectionID? {
        let id = engine.accept(
            peer: PeerAddress(ipv4: 0x7F00_0001, port: 50_000), secure: false, now: now)
        settle()
        return id
    }

    /// Bytes come in as from a socket: first where the engine wants them, the rest in the buffer.
    func receive(_ bytes: UnsafeRawBufferPointer, from id: ConnectionID) {
        var rest = bytes
        while !rest.isEmpty {
            let landing = engine.landing(id)
            let landed = min(landing.count, rest.count)
            landing.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<landed]))
            let share = min(
                rest.count - landed, engine.readShare(id, of: World.receiveShare))
            let buffer = UnsafeMutableRawBufferPointer(start: receiveBuffer, count: share)
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest[landed..<(landed + share)]))
            engine.received(id, landed: landed, rest: buffer, now: now)
            rest = UnsafeRawBufferPointer(rebasing: rest[(landed + share)...])
            settle()
        }
    }

    /// A millisecond passes; every hundredth brings the keep-alive tick.
    func passTime() {
        now = now + .millisecond
        if now.nanoseconds / .millisecond % 100 == 0 { tick() }
    }

    func tick() {
        while engine.tick(now: now) { settle() }
        settle()
    }

    func pass(_ nanoseconds: UInt64) { now = now + nanoseconds }

    func settle() {
        repeat {
            while let event = engine.next() { answer(event) }
            flush()
            while engine.nextEffect() != nil {}
        } while !engine.isQuiet
    }

    private func flush() {
        while let write = engine.nextWrite() { put(write) }
    }

    /// A kernel that takes everything.
    private func put(_ write: Write) {
        written &+= write.count
        engine.wrote(write, write.count, backlog: 0, now: now)
    }

    private func answer(_ event: Event) {
        switch event.kind {
        case .textReceived: echo(.text, event)
        case .binaryReceived: echo(.binary, event)
        case .invalidFrame, .error: unexpected &+= 1
        default: break
        }
    }

    private func echo(_ opcode: Opcode, _ event: Event) {
        while true {
            switch engine.send(event.id, opcode, fin: true, event.payload, now: now) {
            case .done:
                echoes &+= 1
                return
            case .flushFirst:
                flush()
            case .direct(let write):
                put(write)
                echoes &+= 1
                return
            case .refused:
                unexpected &+= 1
                return
            }
        }
    }
}
