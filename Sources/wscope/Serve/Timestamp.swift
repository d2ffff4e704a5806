import Glibc

/// The time of day as ISO 8601 spells it, in UTC with milliseconds.
enum Timestamp {
    /// - Parameter nanoseconds: since 1970-01-01 UTC.
    static func text(_ nanoseconds: Int64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let day = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return day + "T" + time + "." + String(milliseconds % 1000 + 1000).dropFirst() + "Z"
    }

    private static func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
