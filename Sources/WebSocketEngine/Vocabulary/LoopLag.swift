/// How late the keep-alive tick came: what a loop with too much to do in one turn, or a machine
/// that was stopped, costs everybody.
@frozen
public struct LoopLag: Hashable, Sendable {
    /// Nanoseconds from which on a tick is late. 50 ms: what no attack may cost the others.
    public static let notable: UInt64 = 50_000_000

    /// Nanoseconds, of all ticks.
    public var worst: UInt64 = 0
    public var lateTicks: UInt64 = 0
    /// Nanoseconds by which the last late tick was late, and when it came.
    public var latest: UInt64 = 0
    public var latestAt = Instant.zero

    public init() {}

    mutating func note(_ lag: UInt64, at now: Instant) {
        worst = max(worst, lag)
        guard lag >= Self.notable else { return }
        lateTicks &+= 1
        latest = lag
        latestAt = now
    }
}
