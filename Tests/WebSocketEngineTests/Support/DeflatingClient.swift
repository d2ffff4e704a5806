import WebSocketWire

@testable import WebSocketEngine

/// The client's end of permessage-deflate. RFC 7692.
final class DeflatingClient {
    private let pool = BufferPool()
    private let deflater: Deflater
    private let inflater: Inflater

    init(_ agreement: DeflateAgreement = DeflateAgreement()) {
        deflater = Deflater(
            windowBits: agreement.clientWindowBits ?? 15, memoryLevel: 8, level: 6,
            takesOver: agreement.clientTakesOver, pool: pool)
        inflater = Inflater(
            windowBits: agreement.serverWindowBits ?? 15, takesOver: agreement.serverTakesOver,
            pool: pool)
    }

    /// nil when the bytes are better sent plain.
    func packed(_ bytes: [UInt8], isFirst: Bool = true, isLast: Bool = true) -> [UInt8]? {
        let outcome = bytes.withUnsafeBytes {
            deflater.deflate($0, isFirst: isFirst, isLast: isLast)
        }
        guard case .packed(var packed) = outcome else { return nil }
        defer { packed.give(to: pool) }
        return Array(packed.bytes)
    }

    func inflated(_ payload: [UInt8]) -> [UInt8]? {
        let outcome = payload.withUnsafeBytes { inflater.inflate($0, limit: 1 << 24) }
        guard case .message(var message) = outcome else { return nil }
        defer { message.give(to: pool) }
        return Array(message.bytes)
    }

    /// A compressed message in one masked frame.
    func frame(_ opcode: Opcode, _ bytes: [UInt8]) -> [UInt8] {
        packed(bytes).map { Script.frame(opcode, $0, isCompressed: true) }
            ?? Script.frame(opcode, bytes)
    }

    func text(_ text: String) -> [UInt8] { frame(.text, Array(text.utf8)) }

    /// The header and payload of the frame at the front, taken off; nil while it is torn.
    static func frame(_ bytes: inout ArraySlice<UInt8>) -> (FrameHeader, [UInt8])? {
        let header = bytes.withUnsafeBytes { memory in
            memory.baseAddress.flatMap { FrameHeader.parse($0, count: memory.count) }
        }
        guard let header, header.payloadLength <= bytes.count - header.byteCount else {
            return nil
        }
        let size = header.byteCount + Int(header.payloadLength)
        defer { bytes = bytes.dropFirst(size) }
        return (header, Array(bytes.prefix(size).dropFirst(header.byteCount)))
    }

    /// All frames of what the server sent.
    static func frames(_ bytes: [UInt8]) -> [(header: FrameHeader, payload: [UInt8])] {
        var rest = bytes[...]
        var frames: [(FrameHeader, [UInt8])] = []
        while let frame = frame(&rest) { frames.append(frame) }
        return frames
    }
}

extension ExtensionOffer {
    /// As a client writes it.
    var text: String {
        ([name] + parameters.map { $0.name + ($0.value.map { "=\($0)" } ?? "") })
            .joined(separator: "; ")
    }
}
