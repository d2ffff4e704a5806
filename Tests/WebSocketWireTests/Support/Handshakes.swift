import WebSocketWire

let sampleKey = "dGhlIHNhbXBsZSBub25jZQ=="
let sampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

/// The request of RFC 6455 §1.2, its parts open to change.
func handshake(
    line: String = "GET /chat HTTP/1.1", host: String? = "server.example.com",
    upgrade: String? = "websocket", connection: String? = "Upgrade", key: String? = sampleKey,
    version: String? = "13", adding more: [String] = [], ending: String = "\r\n"
) -> [UInt8] {
    var lines = [line]
    if let host { lines.append("Host: \(host)") }
    if let upgrade { lines.append("Upgrade: \(upgrade)") }
    if let connection { lines.append("Connection: \(connection)") }
    if let key { lines.append("Sec-WebSocket-Key: \(key)") }
    if let version { lines.append("Sec-WebSocket-Version: \(version)") }
    lines += more
    return Array((lines.joined(separator: "\r\n") + "\r\n" + ending).utf8)
}

enum Answer: Equatable {
    case needsMore
    case request(HandshakeRequest, Int)
    case rejected(Rule)
}

func answer(_ bytes: [UInt8], limits: HandshakeLimits = HandshakeLimits()) -> Answer {
    bytes.withUnsafeBytes { memory in
        switch HandshakeParser.parse(memory, limits: limits) {
        case .needsMore: .needsMore
        case .request(let request, let byteCount): .request(request, byteCount)
        case .rejected(let breach): .rejected(breach.rule)
        }
    }
}

func request(_ bytes: [UInt8]) -> HandshakeRequest? {
    guard case .request(let request, _) = answer(bytes) else { return nil }
    return request
}

/// The breach that the bytes are rejected for.
func breach(_ bytes: [UInt8], limits: HandshakeLimits = HandshakeLimits()) -> Breach? {
    bytes.withUnsafeBytes { memory in
        guard case .rejected(let breach) = HandshakeParser.parse(memory, limits: limits) else {
            return nil
        }
        return breach
    }
}

/// The answer of RFC 6455 §1.2, its parts open to change.
func answer101(
    line: String = "HTTP/1.1 101 Switching Protocols", upgrade: String? = "websocket",
    connection: String? = "Upgrade", accept: String? = sampleAccept, adding more: [String] = []
) -> [UInt8] {
    var lines = [line]
    if let upgrade { lines.append("Upgrade: \(upgrade)") }
    if let connection { lines.append("Connection: \(connection)") }
    if let accept { lines.append("Sec-WebSocket-Accept: \(accept)") }
    return Array(((lines + more).joined(separator: "\r\n") + "\r\n\r\n").utf8)
}
