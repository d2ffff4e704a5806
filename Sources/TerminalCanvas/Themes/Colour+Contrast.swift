import Glibc

extension Colour {
    /// Contrast ratio of WCAG 2.1, from 1 to 21; nil where the terminal alone knows a colour. The
    /// 16 named ones count as xterm has them.
    public func contrast(to other: Colour) -> Double? {
        guard let own = luminance, let others = other.luminance else { return nil }
        return (max(own, others) + 0.05) / (min(own, others) + 0.05)
    }

    /// Relative luminance of WCAG 2.1.
    private var luminance: Double? {
        guard let components else { return nil }
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(components.red) + 0.7152 * linear(components.green)
            + 0.0722 * linear(components.blue)
    }
}
