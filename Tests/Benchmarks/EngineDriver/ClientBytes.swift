import WebSocketWire

/// What a client puts on the wire.
enum ClientBytes {
    static func request(offering extensions: String? = nil) -> [UInt8] {
        let offer = extensions.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        return Array(
            """
            GET / HTTP/1.1\r
            Host: 127.0.0.1:8000\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \(offer)\r\n
            """.utf8)
    }

    static func frame(
        _ opcode: Opcode, _ payload: [UInt8], fin: Bool = true, isCompressed: Bool = false
    ) -> [UInt8] {
        let key: UInt32 = 0x9F7F_3D21
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

    /// Letters that are UTF-8 and, being few, compress.
    static func letters(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: 97 + $0 * 7 % 26) }
    }

    /// Text in which hardly any byte is ASCII.
    static func thai(_ characters: Int) -> [UInt8] {
        Array(String(repeating: "\u{0E01}\u{0E34}\u{0E19}", count: characters / 3).utf8)
    }

    /// One message in so many frames, with a ping in its middle.
    static func fragments(_ payload: [UInt8], count: Int) -> [UInt8] {
        let share = payload.count / count
        var bytes: [UInt8] = []
        for index in 0..<count {
            let isLast = index == count - 1
            let part = payload[(index * share)..<(isLast ? payload.count : (index + 1) * share)]
            bytes += frame(index == 0 ? .text : .continuation, Array(part), fin: isLast)
            if index == count / 2 { bytes += frame(.ping, [1, 2, 3, 4]) }
        }
        return bytes
    }

    /// A message as a client compresses it that starts anew with each. RFC 7692 §7.2.1.
    static func deflated(_ payload: [UInt8]) -> [UInt8] {
        let pool = BufferPool()
        let deflater = Deflater(
            windowBits: 15, memoryLevel: 8, level: 6, takesOver: false, pool: pool)
        let outcome = payload.withUnsafeBytes {
            deflater.deflate($0, isFirst: true, isLast: true)
        }
        guard case .packed(var packed) = outcome else { return frame(.text, payload) }
        defer { packed.give(to: pool) }
        return frame(.text, Array(packed.bytes), isCompressed: true)
    }
}
