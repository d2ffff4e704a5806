/// A tick that fired but must wait until the sockets that were ready by then have been read: a
/// machine that slept for a minute would otherwise time out clients whose bytes are already here.
struct PendingTick {
    private(set) var isDue = false
    private(set) var isWaiting = false
    private var servedCount = 0

    mutating func fired() {
        if isWaiting || isDue { return }
        isWaiting = true
        servedCount = 0
    }

    /// Nothing is ready any more.
    mutating func drained() {
        if isWaiting { isDue = true }
    }

    /// A batch was served. The poller reports in turns, so that after as many events as there are
    /// connections each has had its chance: a busy server ticks too.
    mutating func served(_ count: Int, of connections: Int) {
        guard isWaiting else { return }
        servedCount += count
        if servedCount > connections + Self.services { isDue = true }
    }

    mutating func ran() { self = PendingTick() }

    /// The loop's own descriptors: timer, mailbox and a few listeners.
    private static let services = 16
}
