import WebSocketWire

/// The grid of RFC 6455 §5.2 in plain text: 32 bits a row, every bit at its true offset.
struct BitGrid {
    /// Payload bytes shown behind the header: enough to see how the key falls on them.
    static let payloadBytes = 8

    private let bytes: [UInt8]
    private let fields: [FrameField]
    private let payload: [UInt8]
    private let payloadStart: Int

    init(_ frame: DecodedFrame) {
        bytes = frame.headerBytes + frame.wirePayload.prefix(Self.payloadBytes)
        fields = frame.fields
        payload = frame.payload
        payloadStart = frame.headerBytes.count
    }

    var lines: [String] {
        let ruler = [
            "    0                   1                   2                   3",
            "    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1  hex",
        ]
        return ruler
            + stride(from: 0, to: bytes.count, by: 4).flatMap { [bitLine($0), labelLine($0)] }
    }

    private func bitLine(_ start: Int) -> String {
        let row = bytes[start..<min(start + 4, bytes.count)]
        var line = Self.padded(String(start), to: 2, left: true) + " "
        for (index, byte) in row.enumerated() {
            for bit in 0..<8 {
                let position = (start + index) * 8 + bit
                line += isEdge(position) || position % 32 == 0 ? "|" : " "
                line += byte >> (7 - bit) & 1 == 1 ? "1" : "0"
            }
        }
        line += "|"
        let hex = row.map { JSONLine.hex(CollectionOfOne($0)) }.joined(separator: " ")
        return Self.padded(line, to: 68) + " " + hex
    }

    private func labelLine(_ start: Int) -> String {
        let row = (start * 8)..<(min(start + 4, bytes.count) * 8)
        var line = "   "
        for field in fields where field.bits.overlaps(row) {
            let bits = field.bits.clamped(to: row)
            line += "|" + Self.centred(label(field, bits), in: bits.count * 2 - 1)
        }
        return line + "|"
    }

    private func label(_ field: FrameField, _ bits: Range<Int>) -> String {
        let first = (bits.lowerBound - field.bitOffset) / 8
        let last = (bits.upperBound - field.bitOffset - 1) / 8
        let span = last > first ? "[\(first)..\(last)]" : "[\(first)]"
        switch field.kind {
        case .fin: return "F"
        case .rsv1, .rsv2, .rsv3: return "R"
        case .opcode: return "opcode"
        case .mask: return "M"
        case .payloadLength: return "payload len"
        case .extendedLength: return "extended payload length"
        case .maskingKey: return "masking key \(span)"
        case .payload:
            let shown = payload[min(first, payload.count)..<min(last + 1, payload.count)]
            let isASCII = shown.allSatisfy { (0x20..<0x7F).contains($0) }
            return "payload \(span)"
                + (isASCII ? " \"" + String(decoding: shown, as: UTF8.self) + "\"" : "")
        }
    }

    private func isEdge(_ bit: Int) -> Bool {
        fields.contains { $0.bitOffset == bit }
    }

    private static func padded(_ text: String, to width: Int, left: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return left ? blanks + text : text + blanks
    }

    private static func centred(_ text: String, in width: Int) -> String {
        let text = String(text.prefix(width))
        let left = (width - text.count) / 2
        return String(repeating: " ", count: left) + text
            + String(repeating: " ", count: width - text.count - left)
    }
}
