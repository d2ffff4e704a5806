import WebSocketWire

/// How much smaller compression made a message.
enum Ratio {
    /// `3.42`: inflated bytes for each byte on the wire.
    static func text(_ message: InflatedMessage) -> String {
        guard message.packed > 0 else { return "0.00" }
        let (scaled, overflow) = message.count.multipliedReportingOverflow(by: 100)
        let hundredths = overflow ? .max : scaled / message.packed
        return "\(hundredths / 100)." + String(hundredths % 100 + 100).dropFirst()
    }
}
