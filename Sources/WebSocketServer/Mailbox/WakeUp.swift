import CEpoll
import Glibc

/// An eventfd: many signals, one wake-up.
package struct WakeUp: Hashable, Sendable {
    package let descriptor: Int32

    package init() throws(ServerError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        if descriptor < 0 { throw .systemCall(name: "eventfd", errno: errno) }
    }

    package func signal() { eventfd_write(descriptor, 1) }

    package func clear() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }

    package func close() { _ = Glibc.close(descriptor) }
}
