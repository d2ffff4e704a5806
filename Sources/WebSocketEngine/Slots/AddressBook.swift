/// What each address has open, and how fast it came: the bounds on a single address.
///
/// An IPv4 address counts for itself, IPv6 by its first 64 bits, as that is what one site gets.
/// Looked at when a connection begins, is open and ends, never for a frame.
struct AddressBook {
    private struct Key: Hashable {
        let high: UInt64
        let low: UInt64

        init(_ peer: PeerAddress) {
            high = peer.high
            low = peer.ipv4 == nil ? 0 : peer.low
        }
    }

    private struct Entry {
        var connections = 0
        var handshakes = 0
        /// The instant to which its connections have used up their rate.
        var horizon = Instant.zero

        func isIdle(_ now: Instant) -> Bool { connections == 0 && horizon <= now }
    }

    /// Addresses kept beyond those that are connected. 4096: what a minute of a busy server has,
    /// some 300 KiB.
    private static let spare = 4096

    private let limits: AddressLimits
    /// Beyond this the idle are forgotten; those that are connected are as many as slots at most.
    private let mostEntries: Int
    private var entries: [Key: Entry] = [:]

    init(_ limits: AddressLimits, slots: Int) {
        self.limits = limits
        mostEntries = slots + Self.spare
    }

    /// How many addresses are known; for tests.
    var count: Int { entries.count }

    /// Whether a connection may begin; one that may counts for the rate.
    mutating func admits(_ peer: PeerAddress, now: Instant) -> Bool {
        guard isCounted(peer) else { return true }
        let entry = entries[Key(peer)] ?? Entry()
        if limits.connections > 0, entry.connections >= limits.connections { return false }
        if limits.handshakes > 0, entry.handshakes >= limits.handshakes { return false }
        if limits.rate > 0 {
            let interval = UInt64.second / UInt64(limits.rate)
            let horizon = max(entry.horizon, now) + interval
            // A second's share may come at once.
            if horizon.since(now) > max(.second, interval) { return false }
            if entries.count >= mostEntries { forgetTheIdle(now) }
            entries[Key(peer), default: Entry()].horizon = horizon
        }
        return true
    }

    mutating func began(_ peer: PeerAddress) {
        guard isCounted(peer) else { return }
        entries[Key(peer), default: Entry()].connections += 1
        entries[Key(peer)]?.handshakes += 1
    }

    mutating func handshakeEnded(_ peer: PeerAddress) {
        guard isCounted(peer) else { return }
        entries[Key(peer)]?.handshakes -= 1
    }

    mutating func connectionEnded(_ peer: PeerAddress) {
        let key = Key(peer)
        guard isCounted(peer), var entry = entries[key] else { return }
        entry.connections -= 1
        entries[key] = entry.connections == 0 && limits.rate == 0 ? nil : entry
    }

    /// Loopback is this machine's own: a proxy, or tests.
    private func isCounted(_ peer: PeerAddress) -> Bool { limits.isAny && !peer.isLoopback }

    /// Those whose rate still runs go as well when they alone are too many: memory comes first.
    private mutating func forgetTheIdle(_ now: Instant) {
        entries = entries.filter { !$0.value.isIdle(now) }
        if entries.count >= mostEntries { entries = entries.filter { $0.value.connections > 0 } }
    }
}
