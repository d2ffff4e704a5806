import WebSocketWire

@testable import WebSocketEngine

extension Script {
    /// The sample handshake of RFC 6455 §1.3.
    static let request = request()

    static func request(offering extensions: String? = nil) -> [UInt8] {
        let offer = extensions.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        return Array(
            """
            GET /chat HTTP/1.1\r
            Host: 127.0.0.1:8000\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \(offer)\r\n
            """.utf8)
    }

    /// A masked frame as a client sends it.
    static func frame(
        _ opcode: Opcode, _ payload: [UInt8] = [], fin: Bool = true, isCompressed: Bool = false,
        key: UInt32 = 0x9F7F_3D21
    ) -> [UInt8] {
        var header = FrameHeader(
            fin: fin, opcode: opcode, payloadCount: payload.count, maskingKey: key)
        if isCompressed { header.reservedBits = FrameHeader.compressedBit }
        var bytes = [UInt8](repeating: 0, count: header.byteCount) + payload
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            let used = header.write(to: base)
            Masking.apply(key: key, phase: 0, to: base + used, count: payload.count)
        }
        return bytes
    }

    static func text(_ text: String) -> [UInt8] { frame(.text, Array(text.utf8)) }

    static func close(_ code: UInt16, _ reason: String = "") -> [UInt8] {
        frame(.close, [UInt8(code >> 8), UInt8(code & 255)] + Array(reason.utf8))
    }

    /// An unmasked frame as the server sends it; lengths under 126 only.
    static func reply(_ opcode: Opcode, _ payload: [UInt8] = [], fin: Bool = true) -> [UInt8] {
        [(fin ? 0x80 : 0) | opcode.rawValue, UInt8(payload.count)] + payload
    }

    static func closeReply(_ code: UInt16, _ reason: String = "") -> [UInt8] {
        reply(.close, [UInt8(code >> 8), UInt8(code & 255)] + Array(reason.utf8))
    }
}
