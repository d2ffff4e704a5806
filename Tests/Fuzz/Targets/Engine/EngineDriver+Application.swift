import WebSocketWire

@testable import WebSocketEngine

// What an application does, from inside its events and at any time.
extension EngineDriver {
    mutating func react(to event: Event) {
        guard event.kind == .textReceived || event.kind == .binaryReceived else { return }
        let opcode: Opcode = event.kind == .textReceived ? .text : .binary
        switch manner & 15 {
        case 0: send(event.id, opcode, fin: true, event.payload)
        case 1:
            guard !engine.sendUsual(event.id, opcode, event.payload, now: now) else { return }
            send(event.id, opcode, fin: true, event.payload)
        case 2:
            settle {
                $0.close(event.id, .goingAway, reason: event.payload, by: .application, now: $1)
            }
        case 3: settle { $0.ping(event.id, event.payload, now: $1) }
        case 4:
            send(event.id, opcode, fin: false, event.payload)
            send(event.id, .continuation, fin: true, event.payload)
        case 5: engine.transportFailed(event.id, .outOfMemory, saying: "made up", now: now)
        case 6: perform(.abort(.connection(event.id)), by: .application)
        case 7: for _ in 0..<40 { send(event.id, opcode, fin: true, event.payload) }
        case 8: perform(.send(.all, opcode: opcode, fin: true, payload: Array(event.payload)))
        case 9: for _ in 0..<20 { settle { $0.ping(event.id, event.payload, now: $1) } }
        case 10:
            send(event.id, opcode, fin: true, event.payload)
            engine.transportFailed(event.id, .transport(104), now: now)
        case 11:
            for _ in 0..<20 { settle { $0.ping(event.id, event.payload, now: $1) } }
            settle {
                $0.close(event.id, .goingAway, reason: event.payload, by: .application, now: $1)
            }
        default: break
        }
    }

    mutating func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer
    ) {
        settle { $0.send(id, opcode, fin: fin, payload, now: $1) }
    }

    /// Does what a plan says, until it is carried out or refused.
    private mutating func settle(_ plan: (Engine, Instant) -> SendPlan) {
        for _ in 0..<3 {
            switch plan(engine, now) {
            case .flushFirst: while let write = engine.nextWrite() { put(write) }
            case .direct(let write): return put(write)
            case .done, .refused: return
            }
        }
        check(false, "there is no room, though all has been flushed")
    }

    /// Asks and sends between events.
    mutating func ask(_ id: ConnectionID) {
        let choice = choices.byte()
        let bytes = payload()
        bytes.withUnsafeBytes { bytes in
            switch choice & 7 {
            case 0: settle { $0.ping(id, bytes, now: $1) }
            case 1, 2:
                let code: CloseCode? = choice & 7 == 1 ? .normalClosure : nil
                settle { $0.close(id, code, reason: bytes, by: .application, now: $1) }
            case 3: _ = engine.sendUsual(id, choice & 8 == 0 ? .text : .pong, bytes, now: now)
            case 4: send(id, choice & 8 == 0 ? .binary : .close, fin: true, bytes)
            case 5: send(id, .binary, fin: false, bytes)
            case 6: send(id, .continuation, fin: choice & 8 == 0, bytes)
            default: compareRows()
            }
        }
    }

    /// What the engine says of a slot agrees with itself.
    private func compareRows() {
        let count = engine.settings.slots
        check(engine.row(ofSlot: -1) == nil && engine.row(ofSlot: count) == nil, "another slot")
        for index in 0..<count {
            guard let row = engine.row(ofSlot: index) else {
                return check(false, "slot \(index) has no row")
            }
            let id = engine.connection(inSlot: index)
            check((id == nil) == (row.state == .closed), "a row of nobody, or none of somebody")
            guard let id else { continue }
            check(row.id == id, "a row of another connection")
            check(engine.isConnected(id) == (row.state == .connected), "connected or not")
            check(!row.state.name.isEmpty && row.peer.description.contains(":"), "no words for it")
        }
    }
}
