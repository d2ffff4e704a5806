import TerminalCanvas
import WebSocketWire

/// A decoded frame as one JSON object.
enum DecodedJSON {
    static func line(_ frame: DecodedFrame) -> String {
        var line = JSONLine()
        line.add("kind", "frame")
        line.add("offset", frame.offset)
        line.add("opcode", frame.header.opcode?.name)
        line.add("opcode_bits", frame.header.opcodeBits)
        line.add("fin", frame.header.fin)
        line.add("rsv", frame.header.reservedBits)
        line.add("masked", frame.header.masked)
        line.add("payload_length", frame.header.payloadLength)
        line.add("header", JSONLine.hex(frame.headerBytes))
        line.add("wire_payload", JSONLine.hex(frame.wirePayload))
        line.add("payload", JSONLine.hex(frame.payload))
        if (frame.messageOpcode == .text && !frame.isCompressed)
            || frame.header.opcode?.isControl == true
        {
            line.add("text", Sanitiser.visible(frame.payload, limit: 1024).text)
        }
        if frame.isCut { line.add("cut", true) }
        line.add("truncated", frame.isTruncated)
        if frame.isSkipped { line.add("skipped", true) }
        if let inflated = frame.inflated { add(inflated, of: frame, to: &line) }
        if let verdict = frame.breach { line.add(verdict) }
        return line.closed
    }

    private static func add(
        _ inflated: InflatedMessage, of frame: DecodedFrame, to line: inout JSONLine
    ) {
        line.add("compressed_bytes", inflated.packed)
        line.add("inflated_bytes", inflated.count)
        line.add("ratio", Ratio.text(inflated))
        if frame.messageOpcode == .text {
            line.add("inflated_text", Sanitiser.visible(inflated.bytes, limit: 1024).text)
        } else {
            line.add("inflated", JSONLine.hex(inflated.bytes))
        }
    }
}
