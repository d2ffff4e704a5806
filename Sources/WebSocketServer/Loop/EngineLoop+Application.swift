import WebSocketEngine
import WebSocketWire

// What an application may do while it receives an event.
extension EngineLoop {
    @inline(__always)
    func send(
        _ id: ConnectionID, _ opcode: Opcode, fin: Bool, _ payload: UnsafeRawBufferPointer
    ) -> Refusal? {
        if fin, engine.sendUsual(id, opcode, payload, now: now) { return nil }
        while true {
            switch engine.send(id, opcode, fin: fin, payload, now: now) {
            case .done:
                return nil
            case .flushFirst:
                flush()
            case .direct(let write):
                put(write)
                return nil
            case .refused(let refusal):
                return refusal
            }
        }
    }

    func ping(_ id: ConnectionID, _ payload: UnsafeRawBufferPointer) -> Refusal? {
        carry { engine.ping(id, payload, now: now) }
    }

    func close(
        _ id: ConnectionID, _ code: CloseCode?, _ reason: UnsafeRawBufferPointer,
        by initiator: CloseInitiator
    ) -> Refusal? {
        carry { engine.close(id, code, reason: reason, by: initiator, now: now) }
    }

    /// Makes room and asks again, until it is done or refused.
    private func carry(_ plan: () -> SendPlan) -> Refusal? {
        while true {
            switch plan() {
            case .done: return nil
            case .flushFirst: flush()
            case .direct(let write):
                put(write)
                return nil
            case .refused(let refusal): return refusal
            }
        }
    }

    func perform(
        _ command: Command, by initiator: CloseInitiator = .application, token: UInt64 = 0
    ) {
        engine.perform(command, by: initiator, token: token, now: now)
    }
}
