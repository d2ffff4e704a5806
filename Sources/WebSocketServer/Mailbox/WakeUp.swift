import CEpoll
import Glibc

/// An eventfd: many signals, one wake-up.
struct WakeUp: Hashable, Sendable {
    let descriptor: Int32

    init() throws(ServerError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        if descriptor < 0 { throw .systemCall(name: "eventfd", errno: errno) }
    }

    func signal() { eventfd_write(descriptor, 1) }

    func clear() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }

    func close() { _ = Glibc.close(descriptor) }
}
