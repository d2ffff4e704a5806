/// A point on the monotonic clock, in nanoseconds since the engine started.
///
/// The engine never reads a clock: every instant is an argument.
@frozen
public struct Instant: Hashable, Comparable, Sendable {
    public let nanoseconds: UInt64

    @inlinable
    public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    public static let zero = Instant(nanoseconds: 0)

    @inlinable
    public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

    /// The instant this much later; stays at the end of time rather than wrap.
    @inlinable
    public static func + (a: Instant, nanoseconds: UInt64) -> Instant {
        let (sum, overflow) = a.nanoseconds.addingReportingOverflow(nanoseconds)
        return Instant(nanoseconds: overflow ? .max : sum)
    }

    /// Nanoseconds since an earlier instant; 0 when it is not earlier.
    @inlinable
    public func since(_ earlier: Instant) -> UInt64 {
        nanoseconds > earlier.nanoseconds ? nanoseconds &- earlier.nanoseconds : 0
    }
}
