import Console
import TerminalCanvas
import WebSocketWire

/// A decoded frame as text: head, grid, fields, payload and verdict.
struct DecodedText {
    private let frame: DecodedFrame
    private let number: Int
    private let sender: Endpoint

    /// Bytes of a payload shown; the rest is counted.
    private static let shownBytes = 1024

    init(_ frame: DecodedFrame, number: Int, from sender: Endpoint) {
        self.frame = frame
        self.number = number
        self.sender = sender
    }

    var lines: [String] {
        [head] + FrameGrid.lines(of: frame) + frame.fields.map(fieldLine) + payloadLines + verdict
            + [""]
    }

    private var head: String {
        let opcode = frame.header.opcode?.name ?? "RESERVED OPCODE"
        let sizes = "header \(frame.headerBytes.count) B, payload \(frame.header.payloadLength) B"
        return "frame \(number) at byte \(frame.offset), from \(sender): \(opcode), \(sizes)"
    }

    private func fieldLine(_ field: FrameField) -> String {
        let last = field.bitOffset + max(1, field.bitWidth) - 1
        let bits = last == field.bitOffset ? "bit \(last)" : "bits \(field.bitOffset)-\(last)"
        return "  " + Self.column(bits, 13) + Self.column(field.name, 24)
            + Self.column(value(field), 22) + field.meaning + "  (\(field.section))"
    }

    private func value(_ field: FrameField) -> String {
        switch field.kind {
        case .payload: return "\(field.value) B"
        case .maskingKey:
            let hex = String(field.value, radix: 16)
            return "0x" + String(repeating: "0", count: 8 - hex.count) + hex
        default:
            let binary = String(field.value, radix: 2)
            guard (2...8).contains(field.bitWidth) else { return "\(field.value)" }
            let zeros = String(repeating: "0", count: max(0, field.bitWidth - binary.count))
            return zeros + binary + "b = \(field.value)"
        }
    }

    private var payloadLines: [String] {
        var lines: [String] = []
        if frame.isCompressed, !frame.payload.isEmpty {
            lines.append("payload compressed \(hex(frame.payload, of: frame.arrived))")
        } else if frame.header.opcode == .close, frame.payload.count >= 2 {
            let code = CloseCode(rawValue: UInt16(frame.payload[0]) << 8 | UInt16(frame.payload[1]))
            lines.append("close code \(code.rawValue): \(code.name)")
            lines.append("reason \(Self.quoted(frame.payload.dropFirst(2)))")
        } else if !frame.payload.isEmpty {
            lines.append("payload \(shown(frame.payload, of: frame.arrived))")
        }
        if let message = frame.message, frame.header.opcode == .continuation {
            let text = shown(message, of: frame.messageLength)
            lines.append("message \(frame.messageOpcode?.name ?? "") \(text)")
        }
        lines += inflatedLines
        if frame.isSkipped {
            lines.append("the payload of \(frame.header.payloadLength) bytes is passed over")
            return lines
        }
        if frame.isTruncated {
            let missing = frame.header.payloadLength - frame.arrived
            let isHeader = frame.headerBytes.count < frame.header.byteCount
            lines.append(
                isHeader ? "truncated in its header" : "truncated: \(missing) bytes are missing")
        }
        return lines
    }

    private var inflatedLines: [String] {
        guard frame.isCompressed, frame.header.fin, !frame.isTruncated else { return [] }
        guard let inflated = frame.inflated else {
            return frame.breach == nil ? ["not inflated: what it refers to is lost"] : []
        }
        let name = frame.messageOpcode?.name ?? ""
        return [
            "inflated \(inflated.packed) B to \(inflated.count) B, ratio \(Ratio.text(inflated))",
            "message \(name) \(shown(inflated.bytes, of: inflated.count))",
        ]
    }

    /// Text as text, everything else as hex.
    private func shown(_ bytes: [UInt8], of count: UInt64) -> String {
        let isText = frame.messageOpcode == .text || frame.header.opcode?.isControl == true
        guard isText else { return hex(bytes, of: count) }
        let rest = count - UInt64(bytes.count)
        return Self.quoted(bytes) + (rest > 0 ? " … \(rest) more" : "")
    }

    private func hex(_ bytes: [UInt8], of count: UInt64) -> String {
        let hex = bytes.prefix(Self.shownBytes).map { JSONLine.hex(CollectionOfOne($0)) }
        let rest = count - UInt64(hex.count)
        return hex.joined(separator: " ") + (rest > 0 ? " … \(rest) more" : "")
    }

    private var verdict: [String] {
        guard let verdict = frame.breach else {
            return [frame.isTruncated ? "lawful so far" : "lawful"]
        }
        return VerdictLines.of(verdict)
    }

    private static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        "\"" + Sanitiser.visible(bytes, limit: shownBytes).text + "\""
    }

    private static func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
