import TerminalCanvas
import WebSocketWire

/// A decoded frame as one JSON object.
enum DecodedJSON {
    static func line(_ frame: DecodedFrame) -> String {
        var line = JSONLine()
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
        if frame.messageOpcode == .text || frame.header.opcode?.isControl == true {
            line.add("text", Sanitiser.visible(frame.payload, limit: 1024).text)
        }
        line.add("truncated", frame.isTruncated)
        if let verdict = frame.breach { line.add(verdict) }
        return line.closed
    }
}
