import WebSocketWire

/// One connection as a client sees it: the opening handshake, masked frames, answers to pings and
/// close frames. RFC 6455 §4.1, §5.
final class ClientSession {
    private let stream: Stream
    private var inbox: [UInt8] = []
    private var dice = SystemRandomNumberGenerator()
    /// A mute client never answers a ping.
    private let answersPings: Bool

    /// The largest frame taken from the server; the clients send none that is larger.
    private static let largestFrame: UInt64 = 4 << 20

    /// nil when the server does not answer with 101 in time.
    init?(_ stream: Stream, address: ServerAddress, path: String, answersPings: Bool) {
        self.stream = stream
        self.answersPings = answersPings
        guard upgrade(address, path) else { return nil }
    }

    private func upgrade(_ address: ServerAddress, _ path: String) -> Bool {
        let nonce = (0..<16).map { _ in UInt8.random(in: 0...255, using: &dice) }
        let key = String(decoding: Base64.encode(nonce), as: UTF8.self)
        let request =
            "GET \(path) HTTP/1.1\r\nHost: \(address.authority)\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: \(key)\r\n"
            + "Sec-WebSocket-Version: 13\r\nUser-Agent: wscope-demo\r\n\r\n"
        guard stream.send(Array(request.utf8)) else { return false }
        let end = Array("\r\n\r\n".utf8)
        for _ in 0..<64 {
            switch stream.receive(most: 4096, milliseconds: 3000) {
            case .bytes(let bytes): inbox += bytes
            case .nothingYet, .ended: return false
            }
            guard let head = inbox.firstRange(of: end) else { continue }
            let answer = String(decoding: inbox[..<head.lowerBound], as: UTF8.self)
            inbox.removeSubrange(..<head.upperBound)
            return answer.hasPrefix("HTTP/1.1 101") && answer.contains(AcceptKey.compute(key: key))
        }
        return false
    }

    /// A lawful frame, masked with a fresh key. RFC 6455 §5.3.
    func send(_ opcode: Opcode, fin: Bool = true, _ payload: [UInt8]) -> Bool {
        send(
            FrameHeader(
                fin: fin, opcode: opcode, payloadCount: payload.count,
                maskingKey: .random(in: 0...UInt32.max, using: &dice)), payload)
    }

    /// Any frame, lawful or not.
    func send(_ header: FrameHeader, _ payload: [UInt8]) -> Bool {
        var payload = payload
        if header.masked {
            payload.withUnsafeMutableBytes {
                guard let base = $0.baseAddress else { return }
                Masking.apply(key: header.maskingKey, phase: 0, to: base, count: $0.count)
            }
        }
        return stream.send(header.bytes + payload)
    }

    func close(_ code: CloseCode, _ reason: String) -> Bool {
        let bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
        return send(.close, bytes + Array(reason.utf8))
    }

    /// Ends without a close frame.
    func reset() { stream.reset() }

    /// Reads once, `most` bytes at most, and answers what asks for an answer; false once the
    /// connection has ended.
    func listen(milliseconds: Int32, most: Int = 65_536) -> Bool {
        switch stream.receive(most: most, milliseconds: milliseconds) {
        case .nothingYet: return true
        case .ended: return false
        case .bytes(let bytes): inbox += bytes
        }
        var offset = 0
        defer { inbox.removeSubrange(..<offset) }
        while let (header, payload) = frame(at: offset) {
            guard header.payloadLength <= Self.largestFrame else { return false }
            guard let payload else { return true }
            offset += header.byteCount + payload.count
            guard answer(header, payload) else { return false }
        }
        return true
    }

    private func answer(_ header: FrameHeader, _ payload: ArraySlice<UInt8>) -> Bool {
        switch header.opcode {
        case .ping: !answersPings || send(.pong, Array(payload))
        case .close: send(.close, Array(payload.prefix(2))) && false
        default: true
        }
    }

    /// The header at the offset, and its payload if that is there in full.
    private func frame(at offset: Int) -> (FrameHeader, ArraySlice<UInt8>?)? {
        let header = inbox.withUnsafeBytes { buffer in
            buffer.baseAddress.flatMap {
                FrameHeader.parse($0 + offset, count: buffer.count - offset)
            }
        }
        guard let header else { return nil }
        let start = offset + header.byteCount
        guard header.payloadLength <= UInt64(inbox.count - start) else { return (header, nil) }
        return (header, inbox[start..<(start + Int(header.payloadLength))])
    }
}
