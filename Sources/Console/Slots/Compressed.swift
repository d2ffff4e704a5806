import WebSocketEngine

/// What compression made of a connection's messages. RFC 7692.
enum Compressed {
    /// `3.4/2.1`: bytes of messages for each byte on the wire, received and sent; `-` where none
    /// was compressed. nil where none was either way.
    static func ratios(_ row: SlotRow) -> String? {
        let both = [row.receivedCompression, row.sentCompression].map(tenths)
        guard both.contains(where: { $0 != nil }) else { return nil }
        return both.map { $0.map(text) ?? "-" }.joined(separator: "/")
    }

    /// `3.4`, and `120` where the tenth says nothing.
    private static func text(_ tenths: UInt64) -> String {
        tenths < 1000 ? "\(tenths / 10).\(tenths % 10)" : Spell.count(tenths / 10)
    }

    private static func tenths(_ count: CompressionCount) -> UInt64? {
        guard count.packed > 0 else { return nil }
        return UInt64(clamping: UInt128(count.plain) * 10 / UInt128(count.packed))
    }

    /// Both directions as one, in thousandths; nil where nothing was compressed.
    static func key(_ row: SlotRow) -> UInt128? {
        var all = row.receivedCompression
        all.packed &+= row.sentCompression.packed
        all.plain &+= row.sentCompression.plain
        return all.packed == 0 ? nil : UInt128(all.plain) * 1000 / UInt128(all.packed)
    }
}
