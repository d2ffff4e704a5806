import TerminalCanvas

/// A bar that empties.
enum Meter {
    enum Level { case full, half, low }

    /// Low is the last fifth, or the last three seconds of a long span.
    static func level(left: UInt64, of span: UInt64) -> Level {
        if left <= span / 5 || (left <= 3_000_000_000 && span > 6_000_000_000) { return .low }
        return left <= span / 2 ? .half : .full
    }

    /// At least one step is full as long as anything is left.
    static func steps(_ width: Int, left: UInt64, of span: UInt64) -> Int {
        guard span > 0, left > 0, width > 0 else { return 0 }
        let share = Double(min(left, span)) / Double(span)
        return min(width, max(1, Int((share * Double(width)).rounded())))
    }

    static func paint(
        _ canvas: inout Canvas, x: Int, y: Int, width: Int, left: UInt64, of span: UInt64,
        glyphs: Glyphs
    ) {
        let steps = steps(width, left: left, of: span)
        let role =
            switch level(left: left, of: span) {
            case .full: Look.meterFull
            case .half: Look.meterHalf
            case .low: Look.meterLow
            }
        canvas.put(String(repeating: glyphs.meterFull, count: steps), x: x, y: y, role: role)
        canvas.put(
            String(repeating: glyphs.meterEmpty, count: max(0, width - steps)), x: x + steps, y: y,
            role: Look.meterEmpty)
    }
}
