public import WebSocketWire

/// The grid of RFC 6455 §5.2 in plain text, for a command line: the inspector's own.
public enum FrameGrid {
    /// Two rulers, then for every 32 bits a line of bits with their bytes in hex, and a line of
    /// labels; what breaks a rule is marked with `!`.
    ///
    /// - Parameter payloadBytes: bytes of the payload shown behind the header. 8: enough to see
    ///   how the masking key falls on them.
    public static func lines(of frame: DecodedFrame, payloadBytes: Int = 8) -> [String] {
        let grid = BitGrid(BitFields(frame, payloadBytes: payloadBytes), selected: nil, columns: 80)
        let rows = (0..<grid.rowCount).flatMap { [grid.bits($0), grid.labels($0)] }
        return (grid.rulers + rows).map { phrase in
            var text = phrase.text[...]
            while text.last == " " { text.removeLast() }
            return String(text)
        }
    }
}

extension BitFields {
    /// Only what is there: a header may be torn.
    init(_ frame: DecodedFrame, payloadBytes: Int) {
        let wire = frame.headerBytes + frame.wirePayload.prefix(payloadBytes)
        self.init(
            header: frame.header, wire: wire, payload: Array(frame.payload.prefix(payloadBytes)),
            isCut: frame.isTruncated || frame.payload.count > payloadBytes,
            breach: frame.breach, messageOpcode: frame.messageOpcode,
            isCompressed: frame.isCompressed)
    }
}
