/// A span of time as an operator writes it: `30s`, `500ms`, `2m`, or `0` for off.
struct TimeSpan: Hashable, Sendable {
    let nanoseconds: UInt64

    static let allowed = "a time such as 500ms, 30s, 2m or 1h, or 0 to turn it off"

    private static let units: [String: UInt64] = [
        "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    /// The longest span, 30 days: deadlines count 100 ms ticks in 32 bits.
    private static let longest: UInt64 = 30 * 24 * 3_600_000_000_000

    init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    static func seconds(_ count: UInt64) -> TimeSpan {
        TimeSpan(nanoseconds: count * 1_000_000_000)
    }

    init(_ text: String) throws(WrongValue) {
        let (number, unit) = Quantity.split(text)
        guard let value = UInt64(number) else { throw WrongValue(text, allowed: Self.allowed) }
        if value == 0, unit.isEmpty || Self.units[unit] != nil {
            nanoseconds = 0
            return
        }
        guard let factor = Self.units[unit] else { throw WrongValue(text, allowed: Self.allowed) }
        let (span, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow, span <= Self.longest else {
            throw WrongValue(text, allowed: "at most 30 days (720h)")
        }
        nanoseconds = span
    }

    /// In the largest unit that divides it.
    var text: String {
        for (unit, name) in [(3_600_000_000_000, "h"), (60_000_000_000, "m"), (1_000_000_000, "s")]
            as [(UInt64, String)]
        where nanoseconds != 0 && nanoseconds.isMultiple(of: unit) {
            return "\(nanoseconds / unit)\(name)"
        }
        return nanoseconds == 0 ? "0" : "\(nanoseconds / 1_000_000)ms"
    }
}
