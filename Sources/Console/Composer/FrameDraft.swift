import WebSocketEngine
import WebSocketWire

/// A frame as an operator describes it, before it is one.
struct FrameDraft: Hashable, Sendable {
    /// How the payload is written.
    enum Source: String, CaseIterable, Sendable { case text, hex, file }

    /// How the header spells the length. RFC 6455 §5.2 asks for the shortest.
    enum LengthForm: String, CaseIterable, Sendable {
        case shortest
        case bits7 = "7 bits"
        case bits16 = "16 bits"
        case bits64 = "64 bits"
    }

    /// Any key shows what masking does; this one is the RFC's own (§5.7).
    static let usualKey: UInt32 = 0x3D21_FA37

    var source = Source.text
    /// The text, its hex digits or the path of a file.
    var payload = ""
    var opcode = Opcode.text.rawValue
    var isFinal = true
    /// RSV1 is 4, RSV2 2, RSV3 1.
    var reserved: UInt8 = 0
    /// The masking key, its first byte the lowest; nil for none, as a server must have it.
    var key: UInt32?
    /// The close code before the payload; only of close frames.
    var code: UInt16?
    var form = LengthForm.shortest
    /// The length that the header claims; nil for the true one.
    var claimed: UInt64?
    /// Bytes of payload in each fragment; 0 for one frame.
    var fragment = 0
    var count: UInt32 = 1
    /// A second.
    var rate: UInt32 = 10

    var isClose: Bool { opcode == Opcode.close.rawValue }

    /// Whether the frame says no more than its opcode and its payload, so that the engine may send
    /// it as one of its own: compressed where that was agreed on, its pong or its close awaited.
    func isPlain(_ payload: [UInt8]) -> Bool {
        isFinal && reserved == 0 && key == nil && form == .shortest && claimed == nil && count == 1
            && (fragment == 0 || payload.count <= fragment)
    }

    /// The bytes of the payload, the close code included.
    func bytes(file: LoadedFile?) throws(CommandError) -> [UInt8] {
        var bytes: [UInt8] = []
        if isClose, let code { bytes = [UInt8(code >> 8), UInt8(code & 0xFF)] }
        switch source {
        case .text: bytes += payload.utf8
        case .hex: bytes += try HexText.bytes(payload)
        case .file: bytes += try LoadedFile.bytes(of: payload, file)
        }
        return bytes
    }

    /// The frames as they go onto the wire.
    func frames(_ bytes: [UInt8]) -> CraftedFrames {
        var frames = CraftedFrames()
        guard fragment > 0, bytes.count > fragment else {
            frames.append(
                header(claimed ?? UInt64(bytes.count), isFirst: true, fin: isFinal), bytes)
            return frames
        }
        var start = 0
        while start < bytes.count {
            let part = bytes[start..<min(start + fragment, bytes.count)]
            let isLast = part.endIndex == bytes.count
            let length = start == 0 ? claimed ?? UInt64(part.count) : UInt64(part.count)
            frames.append(header(length, isFirst: start == 0, fin: isLast && isFinal), part)
            start = part.endIndex
        }
        return frames
    }

    private func header(_ length: UInt64, isFirst: Bool, fin: Bool) -> FrameHeader {
        let lengthBytes: UInt8 =
            switch form {
            case .shortest: length <= 125 ? 0 : length <= 0xFFFF ? 2 : 8
            case .bits7: 0
            case .bits16: 2
            case .bits64: 8
            }
        return FrameHeader(
            fin: fin, reservedBits: isFirst ? reserved : 0, opcodeBits: isFirst ? opcode : 0,
            masked: key != nil, lengthBytes: lengthBytes, payloadLength: length,
            maskingKey: key ?? 0)
    }
}
