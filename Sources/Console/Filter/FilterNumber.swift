/// Numbers as operators write them in filters.
enum FilterNumber {
    /// `12` or `0x1f`.
    static func plain(_ text: String) -> UInt64? {
        guard text.lowercased().hasPrefix("0x") else { return digits(text[...]) }
        let hex = text.dropFirst(2)
        return hex.first?.isHexDigit == true ? UInt64(hex, radix: 16) : nil
    }

    /// Bytes: `512`, `64k`, `1.5MiB`; powers of 1024 whatever their spelling, as in the options.
    static func size(_ text: String) -> UInt64? {
        if let number = plain(text) { return number }
        return scaled(text) { unit in
            switch unit.lowercased() {
            case "b": 1
            case "k", "kb", "kib": 1 << 10
            case "m", "mb", "mib": 1 << 20
            case "g", "gb", "gib": 1 << 30
            default: nil
            }
        }
    }

    /// Nanoseconds: `300ms`, `1.5s`, `2m`, or `0`.
    static func duration(_ text: String) -> UInt64? {
        if text == "0" { return 0 }
        return scaled(text) { unit in
            switch unit.lowercased() {
            case "us": 1_000
            case "ms": 1_000_000
            case "s": 1_000_000_000
            case "m": 60_000_000_000
            case "h": 3_600_000_000_000
            case "d": 86_400_000_000_000
            default: nil
            }
        }
    }

    private static func scaled(_ text: String, _ factor: (Substring) -> UInt64?) -> UInt64? {
        let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        guard let factor = factor(text[number.endIndex...]) else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let whole = digits(first) else {
            return nil
        }
        let (value, overflow) = whole.multipliedReportingOverflow(by: factor)
        guard !overflow, parts.count == 2 else { return overflow ? nil : value }
        // Nine digits are as fine as the clock.
        let decimals = parts[1].prefix(9)
        guard let fraction = digits(decimals) else { return nil }
        let places = decimals.reduce(UInt64(1)) { power, _ in power * 10 }
        let (sum, carry) = value.addingReportingOverflow(
            UInt64(Double(fraction) / Double(places) * Double(factor)))
        return carry ? nil : sum
    }

    private static func digits(_ text: Substring) -> UInt64? {
        guard text.first?.isNumber == true else { return nil }
        return UInt64(text)
    }
}
