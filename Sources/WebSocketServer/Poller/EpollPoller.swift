import CEpoll
import Glibc

/// epoll, level-triggered: what a turn leaves unread is reported again.
struct EpollPoller: Poller {
    /// Events taken at once. 256: enough to spread the cost of a call, few enough that one clock
    /// reading serves them all.
    static let batch = 256

    let descriptor: Int32
    private let events: UnsafeMutablePointer<epoll_event>

    init() throws(ServerError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        if descriptor < 0 { throw .systemCall(name: "epoll_create1", errno: errno) }
        events = .allocate(capacity: Self.batch)
    }

    func add(_ descriptor: Int32, _ interest: Interest, token: UInt64) -> Int32 {
        control(EPOLL_CTL_ADD, descriptor, interest, token)
    }

    func modify(_ descriptor: Int32, _ interest: Interest, token: UInt64) -> Int32 {
        control(EPOLL_CTL_MOD, descriptor, interest, token)
    }

    func poll(waiting milliseconds: Int32) -> Int {
        let most = Int32(truncatingIfNeeded: Self.batch)
        return Int(max(0, epoll_wait(descriptor, events, most, milliseconds)))
    }

    func ready(_ index: Int) -> Readiness {
        let index = Int32(truncatingIfNeeded: index)
        let mask = cepoll_mask(events, index)
        return Readiness(
            token: cepoll_token(events, index),
            isReadable: mask & EPOLLIN.rawValue != 0,
            isWritable: mask & EPOLLOUT.rawValue != 0,
            isOver: mask & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0)
    }

    func close() {
        _ = Glibc.close(descriptor)
        events.deallocate()
    }

    private func control(
        _ operation: Int32, _ descriptor: Int32, _ interest: Interest, _ token: UInt64
    ) -> Int32 {
        var mask: UInt32 = 0
        if interest.contains(.reading) { mask |= EPOLLIN.rawValue }
        if interest.contains(.writing) { mask |= EPOLLOUT.rawValue }
        return cepoll_control(self.descriptor, operation, descriptor, mask, token) == 0 ? 0 : errno
    }
}
