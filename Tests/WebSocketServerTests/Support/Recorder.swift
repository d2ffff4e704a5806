import Glibc
import WebSocketEngine
import WebSocketServer
import WebSocketWire

/// An application that echoes and keeps what it saw; the tests wait for what they expect, at most
/// five seconds.
final class Recorder: Application, @unchecked Sendable {
    struct Seen: Equatable {
        let kind: EventKind
        let id: ConnectionID
        let detail: EventDetail
        let payload: [UInt8]
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var seen: [Seen] = []
    private let echoes: Bool

    init(echoes: Bool = true) {
        self.echoes = echoes
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    func receive(_ event: Event, _ responder: Responder) {
        if echoes {
            switch event.kind {
            case .textReceived: responder.send(event.id, .text, event.payload)
            case .binaryReceived: responder.send(event.id, .binary, event.payload)
            default: break
            }
        }
        pthread_mutex_lock(mutex)
        seen.append(
            Seen(
                kind: event.kind, id: event.id, detail: event.detail,
                payload: Array(event.payload)))
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }

    /// Everything seen once `isEnough` holds; what was there at the deadline otherwise.
    @discardableResult
    func events(until isEnough: ([Seen]) -> Bool = { _ in true }) -> [Seen] {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += 5
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isEnough(seen) {
            if pthread_cond_timedwait(changed, mutex, &deadline) != 0 { break }
        }
        return seen
    }

    /// The first event of this kind.
    func first(_ kind: EventKind) -> Seen? {
        events { $0.contains { $0.kind == kind } }.first { $0.kind == kind }
    }

    /// How many of this kind there are, once there are that many.
    func count(_ kind: EventKind, reaching count: Int) -> Int {
        events { $0.count { $0.kind == kind } >= count }.count { $0.kind == kind }
    }
}
