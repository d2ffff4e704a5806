import TerminalCanvas
import WebSocketEngine

/// What a compressed frame carries, in hex and as text.
enum InflatedText {
    /// The wire's bytes are beside nothing here, so that twice as many fit.
    private static let bytesPerRow = 16

    static func rows(_ inflated: FrameRecord.Inflated) -> [Phrase] {
        let bytes = inflated.preview.bytes
        let title = "inflated: \(inflated.packed)B on the wire are \(FrameText.ratio(inflated))"
        var rows = [Phrase("offset  " + title.padded(bytesPerRow * 3 - 1) + "  text", Look.header)]
        for start in stride(from: 0, to: bytes.count, by: bytesPerRow) {
            let part = bytes[start...].prefix(bytesPerRow)
            var row = Phrase("\(start)".aligned(6) + "  ", Look.hexOffset)
            row.add(Spell.hex(part).padded(bytesPerRow * 3 - 1), Look.hexByte)
            row.add("  " + PayloadText.asText(part), Look.hexText)
            rows.append(row)
        }
        return rows
    }
}
