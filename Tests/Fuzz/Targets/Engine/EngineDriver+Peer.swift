import WebSocketWire

@testable import WebSocketEngine

// What peers do.
extension EngineDriver {
    /// A newcomer: by TLS or not, asked for by its address or not.
    mutating func join(traits: Int) -> ConnectionID? {
        let peer = Self.peers[traits >> 2 & 3]
        if traits & 2 != 0, !engine.admits(peer, now: now) { return nil }
        turn()
        guard let id = engine.accept(peer: peer, secure: traits & 1 != 0, now: now) else {
            return nil
        }
        ids.append(id)
        witness.opened(id)
        turn()
        return id
    }

    private static let peers = [
        PeerAddress(ipv4: 0x7F00_0001, port: 1), PeerAddress(ipv4: 0x0A00_0001, port: 2),
        PeerAddress(ipv4: 0x0A00_0002, port: 3),
        PeerAddress(high: 0x2001_0DB8_0000_0000, low: 1, port: 4),
    ]

    /// Requests that are right, of all kinds, and some that are not.
    static let requests: [[UInt8]] = [
        request(["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]),
        request(
            ["Origin: http://a.example", "Sec-WebSocket-Protocol: soup, chat"], "/chat?token=1"),
        request([
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                + "client_no_context_takeover; server_max_window_bits=10"
        ]),
        request(["Origin: http://evil.example"]),
        request([], "/nowhere"),
        request([], host: "evil.example"),
        request(["Connection: close"], host: "ws.example:80"),
        Array("POST / HTTP/1.1\r\n\r\n".utf8),
        request(["X: " + String(repeating: "x", count: 9000)]),
        Array(request(["Sec-WebSocket-Extensions: permessage-deflate"]).dropLast(3)),
        Array("\n\r\n".utf8),
    ]

    private static func request(
        _ fields: [String], _ target: String = "/", host: String = "127.0.0.1:8000"
    ) -> [UInt8] {
        let lines =
            [
                "GET \(target) HTTP/1.1", "Host: \(host)", "Upgrade: websocket",
                "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
            ] + fields
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// A payload: a count and its bytes, or letters by the page.
    mutating func payload() -> [UInt8] {
        let count = choices.byte()
        guard count >= 240 else { return Array(choices.take(count)) }
        return [UInt8](repeating: 0x61, count: (count - 239) * 4090)
    }

    /// A frame that is lawful but for its first byte.
    mutating func frame(_ id: ConnectionID) {
        let first = choices.byte()
        send(first, payload(), id)
    }

    /// A message as a client packs it, whole or its first fragment.
    mutating func compressed(_ id: ConnectionID) {
        let traits = choices.byte()
        let bytes = payload()
        let pool = BufferPool(retained: 0)
        let deflater = Deflater(
            windowBits: 9, memoryLevel: 1, level: 1, takesOver: true, pool: pool)
        let isLast = traits & 1 == 0
        guard
            case .packed(var packed) = bytes.withUnsafeBytes({
                deflater.deflate($0, isFirst: true, isLast: isLast)
            })
        else { return }
        defer { packed.give(to: pool) }
        let opcode = traits & 2 == 0 ? 1 : 2
        send((isLast ? 0xC0 : 0x40) | opcode, Array(packed.bytes), id)
    }

    private mutating func send(_ first: Int, _ payload: [UInt8], _ id: ConnectionID) {
        var header = FrameHeader(
            fin: first & 128 != 0, opcode: .text, payloadCount: payload.count,
            maskingKey: 0x0D0C_0B0A)
        header.opcodeBits = UInt8(first & 15)
        header.reservedBits = UInt8(first >> 4 & 7)
        var frames = CraftedFrames()
        frames.append(header, payload)
        frames.bytes.withUnsafeBytes { receive($0, id) }
    }

    /// The same again and again, as much as one read may bring.
    mutating func flood(_ pages: Int, _ bytes: UnsafeRawBufferPointer, _ id: ConnectionID) {
        guard !bytes.isEmpty else { return }
        let count = min(pages * 256, 1 << 16) / bytes.count
        let repeated = (0..<count).flatMap { _ in Array(bytes) }
        repeated.withUnsafeBytes { receive($0, id) }
    }

    /// Bytes come: into the payload that awaits them first, as the kernel would fill it.
    mutating func receive(_ bytes: UnsafeRawBufferPointer, _ id: ConnectionID) {
        let share = engine.readShare(id, of: 1 << 16)
        check((1...1 << 16).contains(share), "\(share) bytes are to be read at once")
        let landing = engine.landing(id)
        let landed = min(landing.count, bytes.count)
        landing.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<landed]))
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[landed...]))
        engine.received(
            id, landed: landed,
            rest: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(bytes.count - landed)]),
            now: now)
        turn()
    }
}
