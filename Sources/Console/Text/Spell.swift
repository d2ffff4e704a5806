/// How quantities are written in a few columns.
enum Spell {
    /// At most six columns: `3.1s`, `12m03`, `23h59`, `4d03h`.
    static func age(_ nanoseconds: UInt64) -> String {
        let tenths = nanoseconds / 100_000_000
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10)s" }
        let seconds = tenths / 10
        if seconds < 3600 { return "\(seconds / 60)m\(twoDigits(seconds % 60))" }
        if seconds < 86_400 { return "\(seconds / 3600)h\(twoDigits(seconds / 60 % 60))" }
        return "\(min(seconds / 86_400, 999))d\(twoDigits(seconds / 3600 % 24))"
    }

    /// At most four columns, rounded up so that 0 means that it is over: `15s`, `2m`, `9h`.
    static func remaining(_ nanoseconds: UInt64) -> String {
        let seconds = nanoseconds / 1_000_000_000 + (nanoseconds % 1_000_000_000 > 0 ? 1 : 0)
        if seconds < 1000 { return "\(seconds)s" }
        if seconds < 60_000 { return "\(seconds / 60)m" }
        return "\(min(seconds / 3600, 999))h"
    }

    /// At most five columns: `0.4ms`, `12ms`, `1.2s`.
    static func roundTrip(_ nanoseconds: UInt64) -> String {
        let tenths = nanoseconds / 100_000
        if tenths < 10 { return "0.\(tenths)ms" }
        let milliseconds = nanoseconds / 1_000_000
        if milliseconds < 1000 { return "\(milliseconds)ms" }
        if milliseconds < 100_000 {
            return "\(milliseconds / 1000).\(milliseconds / 100 % 10)s"
        }
        return remaining(nanoseconds)
    }

    /// At most four columns: `999`, `1.2k`, `12k`, `3.4M`.
    static func count(_ value: UInt64) -> String {
        var scaled = value
        var unit = ""
        var tenth: UInt64 = 0
        for next in ["k", "M", "G", "T", "P", "E"] where scaled >= 1000 {
            tenth = scaled % 1000 / 100
            scaled /= 1000
            unit = next
        }
        return scaled < 10 && !unit.isEmpty ? "\(scaled).\(tenth)\(unit)" : "\(scaled)\(unit)"
    }

    /// Two counts in so many columns: `88/91`, `1.2k/3.4k`, or `1k/3k` where that is too long.
    static func counts(_ first: UInt64, _ second: UInt64, columns: Int) -> String {
        let text = count(first) + "/" + count(second)
        guard text.count > columns else { return text }
        return [first, second].map { value in
            String(count(value).prefix { $0 != "." })
                + (count(value).contains(".") ? String(count(value).suffix(1)) : "")
        }.joined(separator: "/")
    }

    /// Bytes by 1024, at most five columns: `0`, `5B`, `1.5K`, `12M`.
    static func bytes(_ value: UInt64) -> String {
        if value == 0 { return "0" }
        if value < 1024 { return "\(value)B" }
        var scaled = value
        var unit = ""
        var tenth: UInt64 = 0
        for next in ["K", "M", "G", "T", "P", "E"] where scaled >= 1024 {
            tenth = scaled % 1024 * 10 / 1024
            scaled /= 1024
            unit = next
        }
        return scaled < 10 ? "\(scaled).\(tenth)\(unit)" : "\(scaled)\(unit)"
    }

    /// Messages a second: `0/s`, `1.2k/s`.
    static func rate(_ perSecond: Double) -> String {
        guard perSecond >= 1 else { return perSecond >= 0.05 ? "<1/s" : "0/s" }
        return count(UInt64(exactly: perSecond.rounded()) ?? .max) + "/s"
    }

    /// As it was typed: `5/s`, `0.5/s`.
    static func perSecond(_ rate: Double) -> String {
        (UInt64(exactly: rate).map { "\($0)" } ?? "\(rate)") + "/s"
    }

    static func hex(_ byte: UInt8) -> String {
        hex(CollectionOfOne(byte))
    }

    /// `48 65 6c`.
    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(3 * bytes.underestimatedCount)
        for byte in bytes {
            if !text.isEmpty { text.append(0x20) }
            text.append(hexDigit(byte >> 4))
            text.append(hexDigit(byte & 0xF))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x61 - 10 + value
    }

    private static func twoDigits(_ value: UInt64) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}

extension String {
    /// Filled up with blanks at its end; never cut.
    func padded(_ columns: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, columns - count))
    }

    /// Filled up with blanks at its front; never cut.
    func aligned(_ columns: Int) -> String {
        String(repeating: " ", count: Swift.max(0, columns - count)) + self
    }
}
