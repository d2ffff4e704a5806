import Glibc

extension SYS_WSS {
    /// For a super loop that calls it. The engine needs no help, so it rests a millisecond, lest
    /// the loop burn a core; inside the callback it returns at once.
    public func tasks() {
        if reporter.lent != nil { return }
        usleep(1000)
    }
}
