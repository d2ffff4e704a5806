import CEpoll
import Glibc

/// The descriptor that is readable when a keep-alive tick is due.
struct TickTimer {
    /// Below 0 when there is none, which the poller then reports.
    let descriptor: Int32
    private let period: UInt64

    /// - Parameter period: nanoseconds.
    init(every period: UInt64) {
        self.period = period
        descriptor = cepoll_timer(Int(truncatingIfNeeded: period))
    }

    /// Nanoseconds since the first tick that nobody has taken; nil when none is due.
    func take() -> UInt64? {
        var count: UInt64 = 0
        guard read(descriptor, &count, 8) == 8 else { return nil }
        var next = itimerspec()
        guard timerfd_gettime(descriptor, &next) == 0 else { return 0 }
        let left =
            UInt64(max(0, next.it_value.tv_sec)) &* 1_000_000_000
            &+ UInt64(max(0, next.it_value.tv_nsec))
        let sinceFirst = count &* period
        return sinceFirst > left ? sinceFirst &- left : 0
    }

    func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }
}
