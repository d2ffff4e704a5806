import WebSocketEngine

/// Commands on their way from any thread to the engine's queue.
///
/// A locked array with a coalesced wake-up: however many commands arrive before the loop looks,
/// it is woken once.
final class Mailbox: Sendable {
    struct Letter: Sendable {
        let command: Command
        let initiator: CloseInitiator
        let token: UInt64
    }

    /// Payload bytes that may wait. 64 MiB: the loop takes them every turn, so that more means
    /// that somebody writes faster than the engine can send.
    static let byteLimit = 64 << 20

    private struct State {
        var wakeUp: WakeUp?
        var letters: [Letter] = []
        var bytes = 0
        var isSignalled = false
    }

    private let state = Guarded(State())

    func open(_ wakeUp: WakeUp) {
        state.withLock { $0.wakeUp = wakeUp }
    }

    /// What nobody will read any more is dropped; a later run's mail stays.
    func close(_ wakeUp: WakeUp) {
        state.withLock {
            if $0.wakeUp == wakeUp { $0 = State() }
            wakeUp.close()
        }
    }

    /// nil when the letter was taken.
    func post(_ letter: Letter) -> Refusal? {
        state.withLock {
            guard let wakeUp = $0.wakeUp else { return .notConnected }
            let (bytes, overflow) = $0.bytes.addingReportingOverflow(letter.command.payloadCount)
            if overflow || bytes > Self.byteLimit { return .queueFull }
            $0.bytes = bytes
            $0.letters.append(letter)
            Self.signal(wakeUp, &$0)
            return nil
        }
    }

    /// Has the loop look, though there may be no letter.
    func wake() {
        state.withLock {
            guard let wakeUp = $0.wakeUp else { return }
            Self.signal(wakeUp, &$0)
        }
    }

    /// Everything posted so far, into an array the loop keeps for it.
    func collect(into letters: inout [Letter]) {
        letters.removeAll(keepingCapacity: true)
        state.withLock {
            $0.wakeUp?.clear()
            $0.isSignalled = false
            $0.bytes = 0
            swap(&$0.letters, &letters)
        }
    }

    private static func signal(_ wakeUp: WakeUp, _ state: inout State) {
        if state.isSignalled { return }
        state.isSignalled = true
        wakeUp.signal()
    }
}

extension Command {
    /// Bytes a command carries, and a little for the command itself.
    var payloadCount: Int {
        let payload =
            switch self {
            case .send(_, _, _, let payload), .ping(_, let payload): payload.count
            case .close(_, _, let reason): reason.count
            case .craft(_, let frames, _): frames.bytes.count
            case .abort, .stopRepeating, .temper: 0
            }
        return payload &+ 64
    }
}
